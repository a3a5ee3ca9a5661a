/* tarn-inference.h
 *
 * What a capture looks like without any MIB: tables, the form of their indices and what
 * their columns seem to hold.  All of it is inferred from names and values, so it may be
 * wrong, and who shows it says so.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "store/tarn-store.h"

G_BEGIN_DECLS

/**
 * TarnInferredPart:
 * @TARN_INFERRED_PART_INTEGER: one arc
 * @TARN_INFERRED_PART_IPV4: four arcs, an IPv4 address
 * @TARN_INFERRED_PART_MAC: six arcs, a MAC address
 * @TARN_INFERRED_PART_STRING: its length and as many octets
 * @TARN_INFERRED_PART_ADDRESS: type, length and octets: InetAddressType and InetAddress
 * @TARN_INFERRED_PART_REST: arcs to the end, of no form that could be told
 *
 * A part of an index, by the form of its arcs.
 */
typedef enum
{
  TARN_INFERRED_PART_INTEGER,
  TARN_INFERRED_PART_IPV4,
  TARN_INFERRED_PART_MAC,
  TARN_INFERRED_PART_STRING,
  TARN_INFERRED_PART_ADDRESS,
  TARN_INFERRED_PART_REST,
} TarnInferredPart;

/**
 * TarnInferredValues:
 * @TARN_INFERRED_VALUES_PLAIN: what their type says
 * @TARN_INFERRED_VALUES_ENUMERATION: few different small numbers in many rows
 * @TARN_INFERRED_VALUES_TEXT: octets that all are text
 * @TARN_INFERRED_VALUES_MAC: six octets that are not text
 * @TARN_INFERRED_VALUES_DATE: octets that all are a DateAndTime
 * @TARN_INFERRED_VALUES_OCTETS: other octets
 *
 * What the values of a column seem to be.  The column decides, not the single value.
 */
typedef enum
{
  TARN_INFERRED_VALUES_PLAIN,
  TARN_INFERRED_VALUES_ENUMERATION,
  TARN_INFERRED_VALUES_TEXT,
  TARN_INFERRED_VALUES_MAC,
  TARN_INFERRED_VALUES_DATE,
  TARN_INFERRED_VALUES_OCTETS,
} TarnInferredValues;

/**
 * TarnInferredColumn:
 * @arc: behind the entry
 * @tag: of its values, a #TarnKind where SNMP knows it
 * @mixed: some values have another tag
 * @values: what they seem to be
 * @n_rows: how many there are
 * @numbers: (element-type gint32): of an enumeration, ascending; else empty
 */
typedef struct
{
  guint32             arc;
  guint8              tag;
  gboolean            mixed;
  TarnInferredValues  values;
  guint64             n_rows;
  GArray             *numbers;
} TarnInferredColumn;

/**
 * TarnInferredTable:
 * @entry: the conceptual row: columns are the arcs behind it
 * @index: (element-type guint): #TarnInferredPart
 * @columns: (element-type TarnInferredColumn): by arc
 * @n_rows: instances of the column that has most
 */
typedef struct
{
  TarnOid   *entry;
  GArray    *index;
  GPtrArray *columns;
  guint64    n_rows;
} TarnInferredTable;

/**
 * TarnInference:
 * @tables: (element-type TarnInferredTable): by name
 * @n_scalars: varbinds that are the only instance of an object
 * @n_others: varbinds that fit neither
 */
typedef struct
{
  GPtrArray *tables;
  guint64    n_scalars;
  guint64    n_others;
} TarnInference;

#define TARN_TYPE_INFERRED_COLUMN (tarn_inferred_column_get_type ())
#define TARN_TYPE_INFERRED_TABLE  (tarn_inferred_table_get_type ())
#define TARN_TYPE_INFERENCE       (tarn_inference_get_type ())

TARN_EXPORT GType               tarn_inferred_column_get_type     (void) G_GNUC_CONST;
TARN_EXPORT TarnInferredColumn *tarn_inferred_column_copy         (const TarnInferredColumn *self);
TARN_EXPORT void                tarn_inferred_column_free         (TarnInferredColumn       *self);

TARN_EXPORT const char         *tarn_inferred_column_type_to_string (const TarnInferredColumn *self);

TARN_EXPORT GType               tarn_inferred_table_get_type      (void) G_GNUC_CONST;
TARN_EXPORT TarnInferredTable  *tarn_inferred_table_copy          (const TarnInferredTable  *self);
TARN_EXPORT void                tarn_inferred_table_free          (TarnInferredTable        *self);
TARN_EXPORT char               *tarn_inferred_table_index_to_string (const TarnInferredTable *self);

TARN_EXPORT GType               tarn_inference_get_type           (void) G_GNUC_CONST;
TARN_EXPORT TarnInference      *tarn_inference_new                (TarnStore                *store,
                                                                   GError                  **error);
TARN_EXPORT TarnInference      *tarn_inference_copy               (const TarnInference      *self);
TARN_EXPORT void                tarn_inference_free               (TarnInference            *self);

TARN_EXPORT const char         *tarn_inferred_values_to_string    (TarnInferredValues        values);
TARN_EXPORT const char         *tarn_inferred_part_to_string      (TarnInferredPart          part);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnInferredColumn, tarn_inferred_column_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnInferredTable, tarn_inferred_table_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnInference, tarn_inference_free)

G_END_DECLS
