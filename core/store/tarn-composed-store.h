/* tarn-composed-store.h
 *
 * A store made of others, each mounted at a prefix, and of names whose values a
 * function tells when they are read.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "store/tarn-store.h"

G_BEGIN_DECLS

#define TARN_TYPE_COMPOSED_STORE (tarn_composed_store_get_type ())
TARN_EXPORT G_DECLARE_FINAL_TYPE (TarnComposedStore, tarn_composed_store, TARN, COMPOSED_STORE,
                                  GObject)

/**
 * TarnAnswerFunc:
 * @store: the composed store that is being read
 * @oid: the name that is asked for
 * @user_data: what was handed over with the function
 *
 * Tells the value of a name, see tarn_composed_store_answer().  It is called inside
 * a read section: it may read any store, @store too, but change none that is being
 * read, and it must not run the main loop.
 *
 * Returns: (transfer full) (nullable): the value, or %NULL if there is none now
 */
typedef TarnValue *(*TarnAnswerFunc) (TarnStore      *store,
                                      const TarnOid  *oid,
                                      gpointer        user_data);

TARN_EXPORT TarnComposedStore *tarn_composed_store_new     (void);
TARN_EXPORT gboolean           tarn_composed_store_mount   (TarnComposedStore  *self,
                                                            TarnOid            *prefix,
                                                            TarnStore          *store,
                                                            TarnOid            *base,
                                                            GError            **error);
TARN_EXPORT gboolean           tarn_composed_store_unmount (TarnComposedStore  *self,
                                                            const TarnOid      *prefix,
                                                            GError            **error);
TARN_EXPORT gboolean           tarn_composed_store_answer  (TarnComposedStore  *self,
                                                            TarnOid            *oid,
                                                            TarnAnswerFunc      func,
                                                            gpointer            user_data,
                                                            GDestroyNotify      destroy,
                                                            GError            **error);

G_END_DECLS
