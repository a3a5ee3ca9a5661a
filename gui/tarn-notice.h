/* tarn-notice.h
 *
 * A notification that was received, and how it reads.  The community is in nothing of that
 * but what asks for it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <tarn.h>

G_BEGIN_DECLS

#define TARN_TYPE_NOTICE (tarn_notice_get_type ())
G_DECLARE_FINAL_TYPE (TarnNotice, tarn_notice, TARN, NOTICE, GObject)

TarnNotice       *tarn_notice_new              (TarnNotification *notification);
TarnNotification *tarn_notice_get_notification (TarnNotice       *self);

/* All of these are the caller's to free.  @style names things. */
char             *tarn_notice_dup_time         (TarnNotice       *self);
char             *tarn_notice_dup_sender       (TarnNotice       *self);
char             *tarn_notice_dup_kind         (TarnNotice       *self);
char             *tarn_notice_dup_name         (TarnNotice       *self,
                                                TarnTextStyle    *style);
/* Its varbinds in one line that is not too long. */
char             *tarn_notice_dup_summary      (TarnNotice       *self,
                                                TarnTextStyle    *style);
/* All but its varbinds, in lines. */
char             *tarn_notice_dup_head         (TarnNotice       *self,
                                                TarnTextStyle    *style,
                                                gboolean          with_community);
/* All of it, in lines. */
char             *tarn_notice_dup_text         (TarnNotice       *self,
                                                TarnTextStyle    *style,
                                                gboolean          with_community);
/* Whether @text, which was case-folded, is in any of it but its community. */
gboolean          tarn_notice_matches          (TarnNotice       *self,
                                                TarnTextStyle    *style,
                                                const char       *text);

G_END_DECLS
