/* tarn-link-master.h
 *
 * Private: which interface another one is enslaved to (a VRF, a bridge, a bond).
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Indices of interfaces; 0: to none, or there is no such interface.  Asks the system, without
 * waiting for anybody else. */
guint32 tarn_link_get_master (guint32 interface);

G_END_DECLS
