/* tarn-capture-private.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "store/tarn-capture.h"
#include "store/tarn-tdb.h"
#include "store/tarn-tree.h"

G_BEGIN_DECLS

struct _TarnCapture
{
  GObject   parent_instance;

  char     *path;          /* absolute                                            */
  TarnTdb  *tdb;
  TarnTree  tree;          /* its pager is @tdb                                   */

  GThread  *thread;        /* that opened it, and alone uses it; borrowed         */
  dev_t     device;
  ino_t     inode;
  guint     n_sections;    /* read sections that are open                         */
  guint32   serial;        /* of the state that @tree has loaded, if @loaded      */
  gboolean  loaded;
  gboolean  claimed;
  gboolean  made;          /* by this process, so its directory is to be synced   */
};

/* Keeps pages in a TarnTdb; its data is a pointer to the pointer to that. */
extern const TarnPager tarn_capture_pager;

void     tarn_capture_store_init (TarnStoreInterface *iface);
/* FALSE if the file was closed to be opened for writing, and could then be opened in no
 * way. */
gboolean tarn_capture_is_open    (TarnCapture  *self,
                                  GError      **error);

/* Forgets a capture that is going away, and closes its file. */
void     tarn_capture_unregister (TarnCapture  *self);

/* Looks at every page, as tarn_tree_check(). */
gboolean tarn_capture_check      (TarnCapture  *self,
                                  GPtrArray    *damage,
                                  GError      **error);

G_END_DECLS
