/* tarn-mib-node-value.h
 *
 * Values and indices of an object, as its module describes them: shown, read, checked.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-value.h"
#include "mib/tarn-mib-node.h"
#include "mib/tarn-mib-value-flags.h"

G_BEGIN_DECLS

TARN_EXPORT char           *tarn_mib_node_format_value     (const TarnMibNode   *self,
                                                            const TarnValue     *value,
                                                            const TarnValue     *beside,
                                                            TarnMibValueFlags    flags);
TARN_EXPORT char           *tarn_mib_format_value          (TarnMib             *self,
                                                            const TarnValue     *value,
                                                            TarnMibValueFlags    flags);
TARN_EXPORT TarnValue      *tarn_mib_node_parse_value      (const TarnMibNode   *self,
                                                            const char          *text,
                                                            const TarnValue     *beside,
                                                            const char          *charset,
                                                            GError             **error);
TARN_EXPORT gboolean        tarn_mib_node_check_value      (const TarnMibNode   *self,
                                                            const TarnValue     *value,
                                                            const TarnValue     *beside,
                                                            const char          *charset,
                                                            GError             **error);
TARN_EXPORT TarnMibMismatch tarn_mib_node_get_mismatch     (const TarnMibNode   *self,
                                                            const TarnValue     *value,
                                                            const TarnValue     *beside);
TARN_EXPORT TarnMibNode    *tarn_mib_node_get_companion    (const TarnMibNode   *self);

TARN_EXPORT GPtrArray      *tarn_mib_node_list_index_values (const TarnMibNode  *self,
                                                             const TarnOid      *oid,
                                                             gboolean           *repaired,
                                                             GError            **error);
TARN_EXPORT GPtrArray      *tarn_mib_node_take_index_values (const TarnMibNode  *self,
                                                             const TarnOid      *oid,
                                                             gboolean           *repaired,
                                                             GError            **error);
TARN_EXPORT char          **tarn_mib_node_format_index     (const TarnMibNode   *self,
                                                            const TarnOid       *oid,
                                                            TarnMibValueFlags    flags,
                                                            GError             **error);
TARN_EXPORT TarnOid        *tarn_mib_node_make_instance    (const TarnMibNode   *self,
                                                            TarnValue * const   *values,
                                                            gsize                n_values,
                                                            GError             **error);
TARN_EXPORT TarnOid        *tarn_mib_node_parse_instance   (const TarnMibNode   *self,
                                                            const char * const  *texts,
                                                            GError             **error);

G_END_DECLS
