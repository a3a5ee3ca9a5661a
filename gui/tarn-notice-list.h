/* tarn-notice-list.h
 *
 * What a listener receives, as a ring of TarnNotice, and a capture that keeps it if wanted.
 *
 * Signal: "problem" with a text for people: what is told of the port, of sources that send
 * too much, or why the capture keeps nothing any more.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-notice.h"
#include "tarn-ring.h"

G_BEGIN_DECLS

#define TARN_TYPE_NOTICE_LIST (tarn_notice_list_get_type ())
G_DECLARE_FINAL_TYPE (TarnNoticeList, tarn_notice_list, TARN, NOTICE_LIST, TarnRing)

TarnNoticeList *tarn_notice_list_new           (guint                    size);
/* @address NULL: loopback, port 162, or 1162 where the system refuses that.  @filter NULL:
 * whoever sends is believed.  What was received before stays. */
gboolean        tarn_notice_list_listen        (TarnNoticeList          *self,
                                                TarnAddress             *address,
                                                TarnNotificationFilter  *filter,
                                                GError                 **error);
/* Property "listening". */
gboolean        tarn_notice_list_is_listening  (TarnNoticeList          *self);
void            tarn_notice_list_stop          (TarnNoticeList          *self);
/* "127.0.0.1:1162, [::1]:1162"; the caller's to free. */
char           *tarn_notice_list_dup_addresses (TarnNoticeList          *self);
/* Received, and not told: from sources that send too much, that are no notifications, that
 * the system had no room for. */
guint64         tarn_notice_list_get_n_lost    (TarnNoticeList          *self);
/* Keeps what is here and what comes, in rows of NOTIFICATION-LOG-MIB; NULL: no more. */
gboolean        tarn_notice_list_keep          (TarnNoticeList          *self,
                                                const char              *path,
                                                GError                 **error);
/* NULL: nothing is kept. */
const char     *tarn_notice_list_get_kept      (TarnNoticeList          *self);

G_END_DECLS
