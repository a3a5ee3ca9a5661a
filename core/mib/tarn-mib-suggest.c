/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-parse-private.h"

#define MAX_LABEL 64      /* longer names than the SMI has are not compared   */
#define N_SUGGESTED 3

/* How many letters must be changed, added or removed, or swapped with the next; case is half
 * of a change.  Counted in halves; more than @limit is not told from @limit + 1. */
static guint
distance (const char *a,
          const char *b,
          guint       limit)
{
  guint rows[3][MAX_LABEL + 1];
  gsize a_len = strlen (a), b_len = strlen (b);

  if (a_len > MAX_LABEL || b_len > MAX_LABEL
      || 2 * (MAX (a_len, b_len) - MIN (a_len, b_len)) > limit)
    return limit + 1;

  for (guint j = 0; j <= b_len; j++)
    rows[0][j] = 2 * j;
  for (guint i = 1; i <= a_len; i++)
    {
      const guint *above = rows[(i - 1) % 3], *above_that = rows[(i + 1) % 3];
      guint *row = rows[i % 3];
      guint least;

      least = row[0] = 2 * i;
      for (guint j = 1; j <= b_len; j++)
        {
          guint change = a[i - 1] == b[j - 1] ? 0
                         : g_ascii_tolower (a[i - 1]) == g_ascii_tolower (b[j - 1]) ? 1 : 2;

          row[j] = MIN (above[j - 1] + change, MIN (above[j], row[j - 1]) + 2);
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = MIN (row[j], above_that[j - 2] + 2);
          least = MIN (least, row[j]);
        }
      if (least > limit)
        return limit + 1;
    }

  return rows[a_len % 3][b_len];
}

typedef struct
{
  const char *wanted;
  guint       limit;                    /* no worse than this               */
  guint       n;
  char       *names[N_SUGGESTED];       /* the nearest first                */
  guint       distances[N_SUGGESTED];
} Suggestions;

static void
suggest (Suggestions *self,
         const char  *module,
         const char  *name)
{
  guint far = distance (self->wanted, name, self->limit);
  guint at = 0;

  if (far > self->limit)
    return;
  while (at < self->n && self->distances[at] <= far)
    at++;
  if (at == N_SUGGESTED)
    return;

  if (self->n == N_SUGGESTED)
    g_free (self->names[--self->n]);
  for (guint i = self->n; i > at; i--)
    {
      self->names[i] = self->names[i - 1];
      self->distances[i] = self->distances[i - 1];
    }
  self->names[at] = module != NULL ? g_strdup_printf ("%s::%s", module, name) : g_strdup (name);
  self->distances[at] = far;
  self->n++;
}

static char *
finish (Suggestions *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->n; i++)
    {
      g_string_append_printf (text, "%s%s", i == 0 ? " (" : ", ", self->names[i]);
      g_free (self->names[i]);
    }
  if (self->n > 0)
    g_string_append (text, "?)");

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static guint
limit_for (const char *name)
{
  return (guint) CLAMP (strlen (name) / 3, 1, 3) * 2;
}

char *
tarn_mib_suggest_names (TarnMibImage *image,
                        const char   *name)
{
  Suggestions found = { .wanted = name, .limit = limit_for (name) };
  const char *last = "";

  for (guint n = 0; n < tarn_mib_image_get_n_objects (image); n++)
    {
      TarnMibObject object;

      /* Of several of one name the best, which stands first. */
      if (!tarn_mib_image_get_object (image, tarn_mib_image_get_nth_name (image, n), &object)
          || strcmp (object.name, last) == 0)
        continue;
      last = object.name;
      suggest (&found, object.module, object.name);
    }

  return finish (&found);
}

char *
tarn_mib_suggest_modules (TarnMibImage *image,
                          const char   *name)
{
  Suggestions found = { .wanted = name, .limit = limit_for (name) };
  TarnMibModuleView module;

  for (guint32 n = 0; tarn_mib_image_get_module (image, n, &module); n++)
    suggest (&found, NULL, module.name);

  return finish (&found);
}
