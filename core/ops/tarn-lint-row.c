/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * One varbind: its value, its instance.
 */
#include "ops/tarn-lint-private.h"

#include "ops/tarn-format-private.h"

static const struct { TarnMibMismatch mismatch; TarnLintRule rule; const char *text; } rules[] = {
  { TARN_MIB_MISMATCH_UNREADABLE, TARN_LINT_UNREADABLE, "is no value of its type" },
  { TARN_MIB_MISMATCH_RANGE, TARN_LINT_RANGE, "is out of range" },
  { TARN_MIB_MISMATCH_SIZE, TARN_LINT_SIZE, "has a size that is not allowed" },
  { TARN_MIB_MISMATCH_LABEL, TARN_LINT_LABEL, "is no number of the enumeration" },
  { TARN_MIB_MISMATCH_BIT, TARN_LINT_LABEL, "has a bit without a name" },
  { TARN_MIB_MISMATCH_CONVENTION, TARN_LINT_CONVENTION, "is not what its convention says" },
  { TARN_MIB_MISMATCH_TEXT, TARN_LINT_CONVENTION, "is no text of its character set" },
};

static void
append_ranges (GString             *text,
               const TarnMibSyntax *syntax)
{
  for (guint i = 0; i < syntax->n_ranges; i++)
    {
      g_string_append (text, i == 0 ? " (" : " | ");
      if (syntax->ranges[i].min == syntax->ranges[i].max)
        g_string_append_printf (text, "%" G_GINT64_FORMAT, syntax->ranges[i].min);
      else
        g_string_append_printf (text, "%" G_GINT64_FORMAT "..%" G_GINT64_FORMAT,
                                syntax->ranges[i].min, syntax->ranges[i].max);
    }
  if (syntax->n_ranges > 0)
    g_string_append_c (text, ')');
}

/* "7 is no number of the enumeration; SYNTAX TruthValue" */
static char *
describe (const TarnLintObject *here,
          const TarnRow        *row,
          const char           *what)
{
  const TarnMibValueContext context = { .syntax = &here->syntax };
  GString *text = g_string_new (NULL);

  tarn_mib_value_append (text, row, &context, TARN_MIB_VALUE_PERSON);
  if (text->len > 60)
    {
      g_string_truncate (text, (gsize) (g_utf8_find_prev_char (text->str, text->str + 58)
                                        - text->str));
      g_string_append (text, "…");
    }
  g_string_append_printf (text, " %s; SYNTAX %s", what, here->syntax.name);
  append_ranges (text, &here->syntax);
  return g_string_free (text, FALSE);
}

static void
check_value (TarnLint      *self,
             const TarnRow *row)
{
  const TarnLintObject *here = &self->here;
  const TarnMibValueContext context = { .syntax = &here->syntax };
  TarnMibMismatch mismatch = tarn_mib_value_check (row, &context);

  if (mismatch == TARN_MIB_MISMATCH_NONE)
    return;

  if (mismatch & TARN_MIB_MISMATCH_TYPE)
    {
      tarn_lint_tell (self, TARN_LINT_TYPE, here->object.id, row->name, 1,
                      "the value is of type %s; SYNTAX %s, which is %s",
                      tarn_format_type_name (row->tag), here->syntax.name,
                      tarn_mib_base_to_string (here->syntax.base));
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (mismatch & rules[i].mismatch)
      {
        g_autofree char *text = describe (here, row, rules[i].text);

        tarn_lint_tell (self, rules[i].rule, here->object.id, row->name, 1, "%s", text);
      }
}

static gboolean
is_in_ranges (const TarnMibSyntax *syntax,
              gint64               number)
{
  for (guint i = 0; i < syntax->n_ranges; i++)
    if (number >= syntax->ranges[i].min && number <= syntax->ranges[i].max)
      return TRUE;

  return syntax->n_ranges == 0;
}

static gboolean
is_number (const TarnMibSyntax *syntax)
{
  return syntax->base >= TARN_MIB_BASE_INTEGER && syntax->base <= TARN_MIB_BASE_COUNTER64;
}

/* What an INDEX object cannot be. */
static void
check_part (TarnLint           *self,
            const TarnRow      *row,
            const TarnMibIndex *index,
            guint               part,
            const guint32      *arcs)
{
  const TarnMibIndexPart *parts = self->here.parts;
  const TarnMibSyntax *syntax = &parts[part].syntax;
  guint8 octets[TARN_NAME_MAX_ARCS];
  gint64 number;

  if (is_number (syntax))
    {
      number = tarn_mib_index_get_number (index, parts, part, arcs);
      if (syntax->n_labels > 0 ? tarn_mib_syntax_find_label (syntax, number) == NULL
                               : !is_in_ranges (syntax, number))
        tarn_lint_tell (self, TARN_LINT_INDEX_VALUE, self->here.object.id, row->name, 1,
                        "its index has %" G_GINT64_FORMAT " for %s, which it cannot be", number,
                        parts[part].name);
    }
  else if (syntax->base == TARN_MIB_BASE_OCTETS)
    {
      number = (gint64) tarn_mib_index_get_octets (index, part, arcs, octets).len;
      if (!is_in_ranges (syntax, number))
        tarn_lint_tell (self, TARN_LINT_INDEX_VALUE, self->here.object.id, row->name, 1,
                        "its index has %" G_GINT64_FORMAT " octets for %s, which it cannot have",
                        number, parts[part].name);
    }
}

/* A column that is in its own index says what the index says. */
static void
check_own_part (TarnLint           *self,
                const TarnRow      *row,
                const TarnMibIndex *index,
                const guint32      *arcs)
{
  const TarnLintObject *here = &self->here;
  guint8 octets[TARN_NAME_MAX_ARCS];
  gint64 number;
  gboolean equal = TRUE;

  if (is_number (&here->parts[here->own_part].syntax))
    equal = !tarn_row_get_integer (row, &number)
            || number == tarn_mib_index_get_number (index, here->parts, here->own_part, arcs);
  else if (row->tag == TARN_KIND_OCTET_STRING || row->tag == TARN_KIND_IP_ADDRESS)
    equal = tarn_span_equal (tarn_row_content (row),
                             tarn_mib_index_get_octets (index, here->own_part, arcs, octets));

  if (!equal)
    tarn_lint_tell (self, TARN_LINT_INDEX_VALUE, here->object.id, row->name, 1,
                    "its value is another one than its index has for it");
}

static void
check_index (TarnLint      *self,
             const TarnRow *row)
{
  static const char *const repairs[] = {
    [TARN_MIB_INDEX_EXTRA_LENGTH] = "a length before a string of fixed size",
    [TARN_MIB_INDEX_NO_LENGTH] = "no length before a string of variable size",
    [TARN_MIB_INDEX_NO_INET_LENGTH] = "no length before an InetAddress",
  };
  const TarnLintObject *here = &self->here;
  guint32 arcs[TARN_NAME_MAX_ARCS];
  guint n_arcs = tarn_name_get_arcs (row->name, arcs);
  guint n_column = tarn_name_count_arcs (tarn_name_span (&here->name));
  const guint32 *behind = arcs + n_column;
  TarnMibIndex index;

  if (here->n_parts == 0)
    return;

  if (!tarn_mib_index_decode (&index, here->parts, here->n_parts, behind, n_arcs - n_column))
    {
      tarn_lint_tell (self, TARN_LINT_INDEX, here->object.id, row->name, 1,
                      "its index cannot be read: %s",
                      tarn_mib_index_fault_to_string (index.fault));
      return;
    }

  if (index.repair != TARN_MIB_INDEX_AS_IT_SHOULD)
    tarn_lint_tell (self, TARN_LINT_INDEX, here->object.id, row->name, 1, "its index has %s",
                    repairs[index.repair]);

  for (guint i = 0; i < here->n_parts; i++)
    check_part (self, row, &index, i, behind);
  if (here->own_part < here->n_parts)
    check_own_part (self, row, &index, behind);
}

static void
check_scalar_instance (TarnLint      *self,
                       const TarnRow *row)
{
  gsize len = self->here.name.len;

  if (row->name.len != len + 1 || row->name.data[len] != 0)
    tarn_lint_tell (self, TARN_LINT_INSTANCE, self->here.object.id, row->name, 1,
                    "a scalar has the instance 0 and no other");
}

static void
check_access (TarnLint      *self,
              const TarnRow *row)
{
  TarnMibAccess access = self->here.object.access;

  if (access == TARN_MIB_ACCESS_NOT_ACCESSIBLE || access == TARN_MIB_ACCESS_NOTIFY
      || access == TARN_MIB_ACCESS_WRITE_ONLY)
    tarn_lint_tell (self, TARN_LINT_ACCESS, self->here.object.id, row->name, 1,
                    "it is %s, and was answered all the same",
                    tarn_mib_access_to_string (access));
}

void
tarn_lint_check_row (TarnLint      *self,
                     const TarnRow *row)
{
  const TarnLintObject *here = &self->here;

  switch (here->object.kind)
    {
    case TARN_MIB_KIND_SCALAR:
    case TARN_MIB_KIND_COLUMN:
      self->report->n_known++;
      (*here->count)++;
      check_access (self, row);
      if (here->has_syntax)
        check_value (self, row);
      if (row->name.len == here->name.len)
        tarn_lint_tell (self, TARN_LINT_INSTANCE, here->object.id, row->name, 1,
                        "an object without an instance has a value");
      else if (here->object.kind == TARN_MIB_KIND_SCALAR)
        check_scalar_instance (self, row);
      else
        check_index (self, row);
      break;

    case TARN_MIB_KIND_TABLE:
    case TARN_MIB_KIND_ROW:
      tarn_lint_tell (self, TARN_LINT_COLUMN, here->object.id, row->name, 1,
                      "the table has no such column");
      break;

    case TARN_MIB_KIND_NODE:
    case TARN_MIB_KIND_NOTIFICATION:
    case TARN_MIB_KIND_GROUP:
    case TARN_MIB_KIND_COMPLIANCE:
    case TARN_MIB_KIND_CAPABILITIES:
    default:
      tarn_lint_tell (self, TARN_LINT_UNKNOWN, here->object.id, row->name, 1,
                      "no module that is loaded defines it");
      break;
    }
}
