/* tarn-document.h
 *
 * What a tab shows: a capture, the device that it mirrors if there is one, and the MIB
 * modules by which both are read.  Every view works on the capture, wherever it came from.
 *
 * A document looks after its capture's changes by other processes: while there are any it
 * looks once a frame, else not at all.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include <tarn.h>

#include "tarn-change-list.h"

G_BEGIN_DECLS

#define TARN_TYPE_DOCUMENT (tarn_document_get_type ())
G_DECLARE_FINAL_TYPE (TarnDocument, tarn_document, TARN, DOCUMENT, GObject)

TarnDocument *tarn_document_new          (TarnCapture   *capture,
                                          TarnSession   *session);

TarnStore    *tarn_document_get_store    (TarnDocument  *self);
TarnCapture  *tarn_document_get_capture  (TarnDocument  *self);
TarnSession  *tarn_document_get_session  (TarnDocument  *self);
TarnMib      *tarn_document_get_mib      (TarnDocument  *self);
void          tarn_document_set_mib      (TarnDocument  *self,
                                          TarnMib       *mib);
TarnDevice   *tarn_document_get_device   (TarnDocument  *self);
void          tarn_document_set_device   (TarnDocument  *self,
                                          TarnDevice    *device);
/* While it runs; its owner takes it away again. */
TarnMirror   *tarn_document_get_mirror   (TarnDocument  *self);
void          tarn_document_set_mirror   (TarnDocument  *self,
                                          TarnMirror    *mirror);
/* Edits that were not applied yet, and the history of those that were. */
TarnChangeList *tarn_document_get_changes (TarnDocument *self);

/* Of the tab: the name of the file, or the device's. */
const char   *tarn_document_get_title    (TarnDocument  *self);
void          tarn_document_set_title    (TarnDocument  *self,
                                          const char    *title);
const char   *tarn_document_get_subtitle (TarnDocument  *self);
gboolean      tarn_document_is_writable  (TarnDocument  *self);
/* Kept in the folder of captures that were not given a name yet. */
gboolean      tarn_document_is_unsaved   (TarnDocument  *self);

/* Where such captures are: below the user's data folder, made if it is not there.  The
 * caller's to free. */
char         *tarn_document_dup_folder   (void);
/* A new file there for what is known as @name.  The caller's to free. */
char         *tarn_document_dup_new_path (const char    *name);

G_END_DECLS
