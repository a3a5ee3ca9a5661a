/* tarn-log-entry.h
 *
 * A datagram in the log of requests, and how it reads.  The community is nowhere in what is
 * told of it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <tarn.h>

G_BEGIN_DECLS

#define TARN_TYPE_LOG_ENTRY (tarn_log_entry_get_type ())
G_DECLARE_FINAL_TYPE (TarnLogEntry, tarn_log_entry, TARN, LOG_ENTRY, GObject)

/* @expected: somebody waits for it, or has sent it. */
TarnLogEntry    *tarn_log_entry_new           (TarnTrace      *trace,
                                               gboolean        expected);
const TarnTrace *tarn_log_entry_get_trace     (TarnLogEntry   *self);

/* All of these are the caller's to free.  @style names things. */
char            *tarn_log_entry_dup_time      (TarnLogEntry   *self);
char            *tarn_log_entry_dup_direction (TarnLogEntry   *self);
char            *tarn_log_entry_dup_operation (TarnLogEntry   *self);
char            *tarn_log_entry_dup_id        (TarnLogEntry   *self);
char            *tarn_log_entry_dup_size      (TarnLogEntry   *self);
/* "" where it answers nothing. */
char            *tarn_log_entry_dup_rtt       (TarnLogEntry   *self);
/* What it is about, in one line that is not too long. */
char            *tarn_log_entry_dup_summary   (TarnLogEntry   *self,
                                               TarnTextStyle  *style);
/* All of it, in lines: what it says, then its octets. */
char            *tarn_log_entry_dup_text      (TarnLogEntry   *self,
                                               TarnTextStyle  *style);
/* Whether @text, which was case-folded, is in any of it but the octets. */
gboolean         tarn_log_entry_matches       (TarnLogEntry   *self,
                                               TarnTextStyle  *style,
                                               const char     *text);

G_END_DECLS
