/* tarn-file-lock.h
 *
 * Private: the locks of a capture file.  tdb locks octets 0, 4, 8 and 48 of the file,
 * and its data from the end of its header on; what lies between is free for locks of
 * our own.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes or drops (F_RDLCK, F_WRLCK, F_UNLCK) for this process the lock on all data that
 * a reader holds shared, and who commits alone.  Tries for @patience_us. */
gboolean tarn_file_lock_data         (int       fd,
                                      int       type,
                                      gint64    patience_us);
/* Takes, without waiting, all that tdb holds while it commits. */
gboolean tarn_file_lock_commit       (int       fd);
void     tarn_file_lock_end_commit   (int       fd);
/* A writer who waits for readers shuts the gate, so that no new ones come. */
void     tarn_file_lock_shut_gate    (int       fd,
                                      gboolean  shut);
gboolean tarn_file_lock_gate_is_shut (int       fd);
/* Whether a commit ended before it was done.  Seen without a lock, the same may be another
 * process that commits right now. */
gboolean tarn_file_lock_needs_mending (int      fd);
/* Takes or drops the one role that an open file can have.  The lock is that of the open
 * file: it is not lost when something else in this process closes the file, as the locks
 * of a process are, and dies with its holder. */
gboolean tarn_file_lock_claim        (int       fd,
                                      gboolean  claim);
/* Whether another open file has it. */
gboolean tarn_file_lock_is_claimed   (int       fd);

/* Everybody who has the file open says so; FALSE if somebody is alone with it. */
gboolean tarn_file_lock_note_open    (int       fd);
void     tarn_file_lock_note_closed  (int       fd);
/* Is alone with it until the file is closed, which is open for writing.  FALSE if others
 * have it open, be it in this process. */
gboolean tarn_file_lock_be_alone     (int       fd);

G_END_DECLS
