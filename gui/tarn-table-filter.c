/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-table-filter.h"

#include <string.h>

typedef enum
{
  HAS,
  IS,
  LESS,
  MORE,
} Kind;

struct _TarnTableFilter
{
  gboolean  negated;
  Kind      kind;
  char     *folded;
  double    number;
};

TarnTableFilter *
tarn_table_filter_new (const char *text)
{
  TarnTableFilter *self = g_new0 (TarnTableFilter, 1);
  char *end = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  /* Alone, it is what somebody looks for, or is about to write on. */
  if (text[0] == '!' && text[1] != '\0')
    {
      self->negated = TRUE;
      text++;
    }
  if (text[0] == '=' && text[1] != '\0')
    {
      self->kind = IS;
      text++;
    }
  else if (text[0] == '<' || text[0] == '>')
    {
      self->number = g_ascii_strtod (text + 1, &end);
      if (end > text + 1 && end[strspn (end, " ")] == '\0')
        self->kind = text[0] == '<' ? LESS : MORE;
    }
  self->folded = g_utf8_casefold (text, -1);
  return self;
}

void
tarn_table_filter_free (TarnTableFilter *self)
{
  if (self == NULL)
    return;

  g_free (self->folded);
  g_free (self);
}

/* "up(1)" is up, and is 1. */
static gboolean
is_one_of (const char *folded,
           const char *wanted)
{
  gsize n = strlen (wanted);
  gsize len = strlen (folded);
  const char *open;

  if (strcmp (folded, wanted) == 0)
    return TRUE;

  open = len > 0 && folded[len - 1] == ')' ? strrchr (folded, '(') : NULL;
  if (open == NULL)
    return FALSE;
  return ((gsize) (open - folded) == n && strncmp (folded, wanted, n) == 0)
         || (strlen (open + 1) == n + 1 && strncmp (open + 1, wanted, n) == 0);
}

static gboolean
is_beyond (const TarnTableFilter *self,
           const char            *cell)
{
  const char *open = strrchr (cell, '(');
  char *end = NULL;
  double number = g_ascii_strtod (cell, &end);

  if (end == cell && open != NULL)
    {
      cell = open + 1;
      number = g_ascii_strtod (cell, &end);
    }
  return end != cell && (self->kind == LESS ? number < self->number : number > self->number);
}

gboolean
tarn_table_filter_matches (const TarnTableFilter *self,
                           const char            *cell)
{
  g_autofree char *folded = NULL;
  gboolean matches = FALSE;

  g_return_val_if_fail (self != NULL, FALSE);

  if (cell[0] != '\0')
    {
      folded = g_utf8_casefold (cell, -1);
      switch (self->kind)
        {
        case IS:
          matches = is_one_of (folded, self->folded);
          break;
        case LESS:
        case MORE:
          matches = is_beyond (self, cell);
          break;
        case HAS:
        default:
          matches = strstr (folded, self->folded) != NULL;
        }
    }
  return matches != self->negated;
}
