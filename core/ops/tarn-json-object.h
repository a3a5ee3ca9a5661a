/* tarn-json-object.h
 *
 * Private: the members of one JSON object (RFC 8259) that stands on a line.
 *
 * Names, strings, numbers, null, true and false are given; the content of arrays and
 * objects is checked and skipped.  Not json-glib: it is a further library that makes a
 * tree of objects for each line, where four members are looked at.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-span.h"

G_BEGIN_DECLS

typedef enum
{
  TARN_JSON_STRING,
  TARN_JSON_NUMBER,
  TARN_JSON_NULL,
  TARN_JSON_OTHER,
} TarnJsonKind;

/* Spans are good until the next object. */
typedef struct
{
  TarnSpan     name;
  TarnJsonKind kind;
  TarnSpan     value;   /* of a string, unescaped; of a number, as it stands */
} TarnJsonMember;

typedef struct
{
  GArray     *members;  /* of TarnJsonMember                                 */
  const char *error;    /* what is wrong, as a clause; NULL: nothing         */

  GByteArray *strings;  /* what @members point into                          */
  TarnSpan    rest;
} TarnJsonObject;

void     tarn_json_object_init  (TarnJsonObject *self);
void     tarn_json_object_clear (TarnJsonObject *self);

/* FALSE leaves @error. */
gboolean tarn_json_object_parse (TarnJsonObject *self,
                                 TarnSpan        text);

G_END_DECLS
