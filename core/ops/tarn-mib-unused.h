/* tarn-mib-unused.h
 *
 * Modules that lie where modules are looked for, and of which the compiled tree has nothing.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib-object.h>

#include "base/tarn-types.h"

G_BEGIN_DECLS

/**
 * TarnMibUnused:
 * @name: (nullable): of the module; %NULL: the file holds none
 * @path: (type filename): the file
 * @is_shadowed: whether a module of this name stands before it in the path; else nothing of it
 *   could be had
 * @messages: why, in lines
 *
 * A module, or a file without one, that is not used.
 */
typedef struct
{
  char     *name;
  char     *path;
  gboolean  is_shadowed;
  char     *messages;
} TarnMibUnused;

#define TARN_TYPE_MIB_UNUSED (tarn_mib_unused_get_type ())
TARN_EXPORT GType          tarn_mib_unused_get_type (void) G_GNUC_CONST;
TARN_EXPORT TarnMibUnused *tarn_mib_unused_copy     (const TarnMibUnused  *self);
TARN_EXPORT void           tarn_mib_unused_free     (TarnMibUnused        *self);

TARN_EXPORT GPtrArray     *tarn_mib_list_unused     (const char * const   *folders);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnMibUnused, tarn_mib_unused_free)

G_END_DECLS
