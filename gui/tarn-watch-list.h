/* tarn-watch-list.h
 *
 * Instances that are looked at again and again: a GListModel of TarnWatchItem.  They are
 * asked for on the device, in few requests, or followed in the capture where there is no
 * device.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-document.h"
#include "tarn-series.h"

G_BEGIN_DECLS

#define TARN_TYPE_WATCH_ITEM (tarn_watch_item_get_type ())
G_DECLARE_FINAL_TYPE (TarnWatchItem, tarn_watch_item, TARN, WATCH_ITEM, GObject)

TarnOid    *tarn_watch_item_get_oid    (TarnWatchItem  *self);
/* By the modules of the document.  The caller's to free. */
char       *tarn_watch_item_dup_name   (TarnWatchItem  *self);
/* As it was read last, as a person reads it; "" if never. */
const char *tarn_watch_item_get_text   (TarnWatchItem  *self);
/* Why it could not be read the last time; NULL if it could. */
const char *tarn_watch_item_get_error  (TarnWatchItem  *self);
TarnSeries *tarn_watch_item_get_series (TarnWatchItem  *self);
/* Whether it is drawn. */
gboolean    tarn_watch_item_is_shown   (TarnWatchItem  *self);
void        tarn_watch_item_set_shown  (TarnWatchItem  *self,
                                        gboolean        shown);

#define TARN_TYPE_WATCH_LIST (tarn_watch_list_get_type ())
G_DECLARE_FINAL_TYPE (TarnWatchList, tarn_watch_list, TARN, WATCH_LIST, GObject)

TarnWatchList *tarn_watch_list_new           (TarnDocument   *document);
/* An instance; or a column or another part of the tree, all instances below it that are in
 * the capture, up to a limit; where there are none, itself, if there is a device to ask.  How
 * many were added. */
guint          tarn_watch_list_add           (TarnWatchList  *self,
                                              const TarnOid  *oid);
/* What was watched before: @oid itself, without a look at what is there. */
void           tarn_watch_list_restore       (TarnWatchList  *self,
                                              const TarnOid  *oid,
                                              gboolean        is_shown);
void           tarn_watch_list_remove        (TarnWatchList  *self,
                                              guint           position);
void           tarn_watch_list_set_interval  (TarnWatchList  *self,
                                              guint           seconds);
guint          tarn_watch_list_get_interval  (TarnWatchList  *self);
void           tarn_watch_list_set_paused    (TarnWatchList  *self,
                                              gboolean        paused);
/* Reads all of them now.  TarnWatchList::read is emitted when that is done. */
void           tarn_watch_list_read          (TarnWatchList  *self);
/* A table: a line for each time, a column for each item. */
char          *tarn_watch_list_to_csv        (TarnWatchList  *self);

G_END_DECLS
