/* tarn-cli-node.h
 *
 * tarn translate: what a MIB module says of an OID, in the forms of snmptranslate and as
 * JSON.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli.h"

G_BEGIN_DECLS

/* The type of the SMI that its syntax comes down to: "OCTET STRING". */
const char *cli_node_get_base_name (const TarnMibNode *node);

/* As -Td: @oid is @node or below it. */
void cli_node_append_details (GString       *text,
                              TarnMibNode   *node,
                              const TarnOid *oid);
/* As -Tp. */
void cli_node_append_tree    (GString       *text,
                              TarnMibNode   *node);
/* Members of an object, each with a comma in front. */
void cli_node_append_json    (GString       *text,
                              TarnMibNode   *node);

typedef void (*CliNodeFunc) (TarnMibNode *node,
                             gpointer     data);

/* Calls @func with @node and all below it, or with all there are, in the order of OIDs. */
void cli_node_each           (TarnMibNode   *node,
                              CliNodeFunc    func,
                              gpointer       data);
void cli_mib_each            (TarnMib       *mib,
                              CliNodeFunc    func,
                              gpointer       data);

G_END_DECLS
