/* tarn-access.h
 *
 * Who may ask an agent, from where, and for which part of the tree.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib.h"

G_BEGIN_DECLS

#define TARN_TYPE_ACCESS (tarn_access_get_type ())

typedef struct _TarnAccess TarnAccess;

TARN_EXPORT GType       tarn_access_get_type      (void) G_GNUC_CONST;
TARN_EXPORT TarnAccess *tarn_access_new           (void);
TARN_EXPORT TarnAccess *tarn_access_ref           (TarnAccess        *self);
TARN_EXPORT void        tarn_access_unref         (TarnAccess        *self);
TARN_EXPORT void        tarn_access_add_community (TarnAccess        *self,
                                                   GBytes            *community,
                                                   gboolean           may_write);
TARN_EXPORT gboolean    tarn_access_parse         (TarnAccess        *self,
                                                   const char        *text,
                                                   TarnMib           *mib,
                                                   GError           **error);
TARN_EXPORT guint       tarn_access_get_n_communities
                                                  (const TarnAccess  *self);
TARN_EXPORT GPtrArray  *tarn_access_dup_communities
                                                  (const TarnAccess  *self,
                                                   gboolean           may_write);
TARN_EXPORT gboolean    tarn_access_has_writers   (const TarnAccess  *self);
TARN_EXPORT char      **tarn_access_dup_warnings  (const TarnAccess  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnAccess, tarn_access_unref)

G_END_DECLS
