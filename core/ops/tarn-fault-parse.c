/* tarn-fault-parse.c
 *
 * A fault from text.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-fault-private.h"

#include "base/tarn-error.h"

#include <arpa/inet.h>

/* Longer than any manager waits. */
#define MAX_TIME_S 3600

static TarnFaultKind
find_kind (const char *name)
{
  TarnFaultKind kind = 0;

  while (kind < TARN_FAULT_N && strcmp (tarn_fault_infos[kind].name, name) != 0)
    kind++;

  return kind;
}

/* A number that may have a fraction, and what stands behind it.  By hand, because
 * strtod() also takes " 1", "0x10", "1e3" and "inf". */
static gboolean
parse_decimal (const char  *text,
               double      *number,
               const char **end)
{
  gsize len = strspn (text, "0123456789");
  gsize fraction = text[len] == '.' ? strspn (text + len + 1, "0123456789") : 0;

  if (len == 0 || (text[len] == '.' && fraction == 0))
    return FALSE;

  *number = g_ascii_strtod (text, NULL);
  *end = text + len + (fraction > 0 ? fraction + 1 : 0);
  return TRUE;
}

static gboolean
parse_percent (const char *text,
               gint64     *millionths)
{
  const char *end;
  double number;

  if (!parse_decimal (text, &number, &end) || strcmp (end, "%") != 0
      || !(number >= 0.0001 && number <= 100))
    return FALSE;

  *millionths = (gint64) (number * 10000 + 0.5);
  return TRUE;
}

static gboolean
parse_time (const char *text,
            gint64     *time_us)
{
  static const struct { const char *unit; gint64 us; } units[] = {
    { "us", 1 }, { "ms", 1000 }, { "s", G_USEC_PER_SEC },
  };
  const char *end;
  double number;

  if (!parse_decimal (text, &number, &end))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (strcmp (end, units[i].unit) == 0)
      {
        number *= (double) units[i].us;
        *time_us = number <= (double) MAX_TIME_S * G_USEC_PER_SEC ? (gint64) (number + 0.5) : 0;
        return *time_us > 0;
      }

  return FALSE;
}

/* TIME, or two with @separator between them; *@b stays as it is without the second. */
static gboolean
parse_times (const char *text,
             const char *separator,
             gint64     *a,
             gint64     *b)
{
  const char *between = strstr (text, separator);
  g_autofree char *first = NULL;

  if (between == NULL)
    return parse_time (text, a);

  first = g_strndup (text, (gsize) (between - text));
  return parse_time (first, a) && parse_time (between + strlen (separator), b);
}

static gboolean
parse_choice (const char *text,
              const char *choices,
              gint64     *place)
{
  g_auto(GStrv) words = g_strsplit (choices, "|", -1);

  for (*place = 0; words[*place] != NULL; (*place)++)
    if (strcmp (words[*place], text) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
parse_source (const char   *text,
              TarnEndpoint *source)
{
  if (strcmp (text, "port") == 0)
    return TRUE;

  if (inet_pton (AF_INET, text, &source->in.sin_addr) == 1)
    source->sa.sa_family = AF_INET;
  else if (inet_pton (AF_INET6, text, &source->in6.sin6_addr) == 1)
    source->sa.sa_family = AF_INET6;

  return source->sa.sa_family != AF_UNSPEC;
}

/* An OID that is the beginning of names.  One arc alone is no such thing: n means n.0
 * (P-OID-11). */
static gboolean
parse_oid (const char *text,
           TarnName   *name)
{
  const char *first = text + (*text == '.');

  return strchr (first, '.') != NULL && tarn_name_parse (name, text, strlen (text));
}

static gboolean
parse_value (TarnFault           *self,
             const TarnFaultInfo *info,
             const char          *text)
{
  switch (info->value)
    {
    case TARN_FAULT_VALUE_PERCENT:
      return parse_percent (text, &self->a);

    case TARN_FAULT_VALUE_COUNT:
      return g_ascii_string_to_signed (text, 10, info->min, info->max, &self->a, NULL);

    case TARN_FAULT_VALUE_TIME:
      return parse_time (text, &self->a);

    case TARN_FAULT_VALUE_RANGE:
      if (!parse_times (text, "..", &self->a, &self->b))
        return FALSE;
      self->b = self->b == 0 ? self->a : self->b;
      return self->a <= self->b;

    case TARN_FAULT_VALUE_COST:
      return parse_times (text, "+", &self->a, &self->b);

    case TARN_FAULT_VALUE_OID:
      return parse_oid (text, &self->scope);

    case TARN_FAULT_VALUE_CHOICE:
      return parse_choice (text, info->choices, &self->a);

    case TARN_FAULT_VALUE_SOURCE:
      return parse_source (text, &self->source);

    case TARN_FAULT_VALUE_TEXT:
      self->text = g_strdup (text);
      return TRUE;

    case TARN_FAULT_VALUE_NONE:
    default:
      g_assert_not_reached ();
    }
}

/* What the value should have been. */
static char *
dup_expected (const TarnFaultInfo *info)
{
  switch (info->value)
    {
    case TARN_FAULT_VALUE_PERCENT:
      return g_strdup ("a percentage from 0.0001% to 100%, such as 10%");

    case TARN_FAULT_VALUE_COUNT:
      return g_strdup_printf ("a number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                              info->min, info->max);

    case TARN_FAULT_VALUE_TIME:
      return g_strdup ("a time of at most an hour with its unit, us, ms or s, such as 40ms");

    case TARN_FAULT_VALUE_RANGE:
      return g_strdup ("a time with its unit, us, ms or s, such as 40ms, or two of them, the "
                       "shorter one first, such as 40ms..60ms");

    case TARN_FAULT_VALUE_COST:
      return g_strdup ("a time with its unit, us, ms or s, such as 1ms, or that and the time for "
                       "each varbind, such as 1ms+20us");

    case TARN_FAULT_VALUE_OID:
      return g_strdup ("an OID in numbers, such as 1.3.6.1.2.1.2.2.1.10");

    case TARN_FAULT_VALUE_CHOICE:
      return g_strdup_printf ("one of %s", info->choices);

    case TARN_FAULT_VALUE_SOURCE:
      return g_strdup ("“port”, or an address of this computer, such as 127.0.0.2");

    case TARN_FAULT_VALUE_TEXT:
      return g_strdup ("a text");

    case TARN_FAULT_VALUE_NONE:
    default:
      return g_strdup ("no value");
    }
}

static gboolean
take_value (TarnFault   *self,
            const char  *text,
            GError     **error)
{
  const TarnFaultInfo *info = &tarn_fault_infos[self->kind];
  g_autofree char *expected = NULL;

  if (info->value == TARN_FAULT_VALUE_NONE ? text == NULL
      : text != NULL && parse_value (self, info, text))
    return TRUE;

  expected = dup_expected (info);
  if (text == NULL)
    g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                 "The fault “%s” needs a value: “%s=” and %s", info->name, info->name, expected);
  else
    g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "The fault “%s” takes %s, not “%s”",
                 info->name, expected, text);

  return FALSE;
}

static gboolean
take_scope (TarnFault   *self,
            const char  *text,
            GError     **error)
{
  const TarnFaultInfo *info = &tarn_fault_infos[self->kind];
  g_autofree char *usage = tarn_fault_dup_usage (info->name);

  if (text == NULL && info->scope == TARN_FAULT_SCOPE_NEEDED)
    g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                 "The fault “%s” is one of a part of the tree; write “%s” with the OID of that "
                 "part", info->name, usage);
  else if (text != NULL && info->scope == TARN_FAULT_SCOPE_NONE)
    g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                 "The fault “%s” is one of the whole agent; write “%s” without “@%s”", info->name,
                 usage, text);
  else if (text != NULL && !parse_oid (text, &self->scope))
    g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                 "Behind the “@” of the fault “%s” stands an OID in numbers, such as "
                 "1.3.6.1.2.1.2.2, not “%s”", info->name, text);
  else
    return TRUE;

  return FALSE;
}

TarnFault *
tarn_fault_new (const char  *spec,
                GError     **error)
{
  g_autofree char *name = g_strndup (spec, strcspn (spec, "=@"));
  g_autoptr(TarnFault) self = g_new0 (TarnFault, 1);
  g_autofree char *value = NULL;
  const char *rest = spec + strlen (name);
  const char *at;

  self->kind = find_kind (name);
  if (self->kind == TARN_FAULT_N)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "There is no fault “%s”; “tarn serve --fault list” prints all there are", name);
      return NULL;
    }

  /* A text may have an at sign of its own (F-62). */
  at = tarn_fault_infos[self->kind].value == TARN_FAULT_VALUE_TEXT ? NULL : strchr (rest, '@');
  if (*rest == '=')
    value = at != NULL ? g_strndup (rest + 1, (gsize) (at - rest - 1)) : g_strdup (rest + 1);

  if (!take_value (self, value, error) || !take_scope (self, at != NULL ? at + 1 : NULL, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
tarn_fault_free (TarnFault *self)
{
  g_free (self->text);
  g_free (self);
}
