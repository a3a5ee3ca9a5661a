/* tarn-capture-private.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "store/tarn-capture.h"
#include "store/tarn-journal.h"
#include "store/tarn-tdb.h"
#include "store/tarn-tree.h"

G_BEGIN_DECLS

/* The version of the format that this code writes, and the newest that it reads.
 *
 * 2 has notes, a journal, and leaves without offsets.  A file of 1 is read as it is, and
 * becomes one of 2 with the first change: who knows only 1 would change varbinds and leave
 * their notes, which would then be false, and readers would hear of nothing. */
#define TARN_CAPTURE_FORMAT 2

#define TARN_CAPTURE_FORMAT_LEN 16

struct _TarnCapture
{
  GObject   parent_instance;

  char        *path;       /* absolute                                            */
  TarnTdb     *tdb;
  TarnTree     tree;       /* its pager is @tdb                                   */
  TarnTree     notes;      /* likewise                                            */
  TarnJournal  journal;

  GThread  *thread;        /* that opened it, and alone uses it; borrowed         */
  dev_t     device;
  ino_t     inode;
  guint     n_sections;    /* read sections that are open                         */
  guint32   serial;        /* of the state that @tree has loaded, if @loaded      */
  gboolean  loaded;
  guint32   notes_serial;  /* likewise of @notes                                  */
  gboolean  notes_loaded;
  guint32   journal_serial; /* likewise of @journal                               */
  gboolean  journal_loaded;
  gboolean  has_journal;   /* with @journal_loaded: else the file is of format 1  */
  guint32   told_serial;   /* of the state that listeners know                    */
  guint64   told;          /* and its generation in the journal                   */
  gboolean  claimed;
  gboolean  made;          /* by this process, so its directory is to be synced   */
};

/* Keep pages in a TarnTdb, those of varbinds and those of notes; their data is a pointer
 * to the pointer to that. */
extern const TarnPager tarn_capture_pager;
extern const TarnPager tarn_capture_notes_pager;

/* Of the record that is the journal. */
extern const TarnSpan tarn_capture_journal_key;

/* What the record holds that tells the format: the version of the format, 0 if it is none. */
void     tarn_capture_pack_format  (guint8       *octets);
guint32  tarn_capture_read_format  (TarnSpan      octets);
/* Says that the file is of the format of today. */
gboolean tarn_capture_write_format (TarnTdb      *tdb,
                                    GError      **error);

void     tarn_capture_store_init (TarnStoreInterface *iface);
/* Makes what the file says now what listeners know. */
void     tarn_capture_begin_telling (TarnCapture *self);
/* FALSE if the file was closed to be opened for writing, and could then be opened in no
 * way. */
gboolean tarn_capture_is_open    (TarnCapture  *self,
                                  GError      **error);

/* Forgets a capture that is going away, and closes its file. */
void     tarn_capture_unregister (TarnCapture  *self);

G_END_DECLS
