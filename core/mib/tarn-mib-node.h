/* tarn-mib-node.h
 *
 * What a MIB module defines at an OID: an object, a table, a notification.  Immutable and
 * reference-counted, safe for any thread; holds a reference to its TarnMib, and what it
 * returns as (transfer none) lives as long as that.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib.h"

G_BEGIN_DECLS

#define TARN_TYPE_MIB_NODE (tarn_mib_node_get_type ())

TARN_EXPORT GType         tarn_mib_node_get_type          (void) G_GNUC_CONST;

TARN_EXPORT TarnMibNode  *tarn_mib_node_ref               (TarnMibNode       *self);
TARN_EXPORT void          tarn_mib_node_unref             (TarnMibNode       *self);
TARN_EXPORT gboolean      tarn_mib_node_equal             (const TarnMibNode *a,
                                                           const TarnMibNode *b);
TARN_EXPORT TarnMib      *tarn_mib_node_get_mib           (const TarnMibNode *self);

TARN_EXPORT const char   *tarn_mib_node_get_name          (const TarnMibNode *self);
TARN_EXPORT const char   *tarn_mib_node_get_module        (const TarnMibNode *self);
TARN_EXPORT TarnOid      *tarn_mib_node_dup_oid           (const TarnMibNode *self);
TARN_EXPORT TarnMibKind   tarn_mib_node_get_kind          (const TarnMibNode *self);
TARN_EXPORT TarnMibAccess tarn_mib_node_get_access        (const TarnMibNode *self);
TARN_EXPORT TarnMibStatus tarn_mib_node_get_status        (const TarnMibNode *self);
TARN_EXPORT const char   *tarn_mib_node_get_units         (const TarnMibNode *self);
TARN_EXPORT const char   *tarn_mib_node_get_description   (const TarnMibNode *self);
TARN_EXPORT const char   *tarn_mib_node_get_reference     (const TarnMibNode *self);
TARN_EXPORT const char   *tarn_mib_node_get_default       (const TarnMibNode *self);

TARN_EXPORT char         *tarn_mib_node_dup_syntax        (const TarnMibNode *self);
TARN_EXPORT TarnMibBase   tarn_mib_node_get_base          (const TarnMibNode *self);
TARN_EXPORT TarnMibConvention
                          tarn_mib_node_get_convention    (const TarnMibNode *self);
TARN_EXPORT const char   *tarn_mib_node_get_type_name     (const TarnMibNode *self);
TARN_EXPORT const char   *tarn_mib_node_get_hint          (const TarnMibNode *self);
TARN_EXPORT guint         tarn_mib_node_get_n_labels      (const TarnMibNode *self);
TARN_EXPORT const char   *tarn_mib_node_get_label         (const TarnMibNode *self,
                                                           guint              n,
                                                           int               *value);
TARN_EXPORT guint         tarn_mib_node_get_n_ranges      (const TarnMibNode *self);
TARN_EXPORT gboolean      tarn_mib_node_get_range         (const TarnMibNode *self,
                                                           guint              n,
                                                           gint64            *min,
                                                           gint64            *max);

TARN_EXPORT TarnMibNode  *tarn_mib_node_get_parent        (const TarnMibNode *self);
TARN_EXPORT guint         tarn_mib_node_get_n_children    (const TarnMibNode *self);
TARN_EXPORT TarnMibNode  *tarn_mib_node_get_child         (const TarnMibNode *self,
                                                           guint              n);
TARN_EXPORT TarnMibNode  *tarn_mib_node_get_table         (const TarnMibNode *self);
TARN_EXPORT TarnMibNode  *tarn_mib_node_get_row           (const TarnMibNode *self);
TARN_EXPORT GPtrArray    *tarn_mib_node_list_index        (const TarnMibNode *self);
TARN_EXPORT gboolean      tarn_mib_node_is_index_implied  (const TarnMibNode *self);
TARN_EXPORT TarnMibNode  *tarn_mib_node_get_augmented     (const TarnMibNode *self);
TARN_EXPORT GPtrArray    *tarn_mib_node_list_augmenting   (const TarnMibNode *self);
TARN_EXPORT GPtrArray    *tarn_mib_node_list_members      (const TarnMibNode *self);
TARN_EXPORT GPtrArray    *tarn_mib_node_list_definitions  (const TarnMibNode *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnMibNode, tarn_mib_node_unref)

G_END_DECLS
