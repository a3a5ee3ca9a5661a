/* tarn-cli-serve-summary.c
 *
 * On a terminal the same lines are written again and again; elsewhere they follow each other,
 * and seconds without a request are left out.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-serve-summary.h"

#include <stdio.h>
#include <unistd.h>

#include "tarn-cli-json.h"
#include "tarn-cli-names.h"

#define N_TOP 5   /* of each kind are told */

/* Of each kind at most so many are counted in a second; the rest is not told apart. */
#define MAX_KEYS 4096

/* What is above its instances, where no module says so: ifInOctets and such have ten arcs. */
#define OBJECT_ARCS 10

typedef struct
{
  GHashTable *peers;      /* text → how many */
  GHashTable *objects;
  GHashTable *errors;
  guint64     n;
  guint64     n_silent;
  guint64     n_total;
  guint64     most;       /* requests in one second */
  guint       timer;
  guint       n_lines;    /* on the terminal, to be written over */
  gboolean    is_terminal;
} Summary;

static Summary summary;

static GHashTable *
counts_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* Takes @key. */
static void
count (GHashTable *counts,
       char       *key)
{
  gsize n = GPOINTER_TO_SIZE (g_hash_table_lookup (counts, key));

  if (n == 0 && g_hash_table_size (counts) >= MAX_KEYS)
    {
      g_free (key);
      key = g_strdup ("others");
      n = GPOINTER_TO_SIZE (g_hash_table_lookup (counts, key));
    }
  g_hash_table_insert (counts, key, GSIZE_TO_POINTER (n + 1));
}

/* The object of which @oid is an instance, or what is asked for instead. */
static char *
name_object (TarnOid *oid)
{
  TarnMib *mib = cli_get_mib ();
  g_autoptr(TarnMibNode) node = NULL;
  g_autoptr(TarnOid) cut = NULL;
  g_autofree guint32 *arcs = NULL;
  gsize n_arcs;

  if (mib != NULL)
    node = tarn_mib_find_node (mib, oid, NULL);
  if (node != NULL && tarn_mib_node_get_name (node) != NULL)
    return g_strdup (tarn_mib_node_get_name (node));

  arcs = tarn_oid_get_arcs (oid, &n_arcs);
  cut = tarn_oid_new_arcs (arcs, MIN (n_arcs, OBJECT_ARCS), NULL);
  return tarn_oid_to_string (cut != NULL ? cut : oid);
}

static int
compare_counts (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  gsize one = GPOINTER_TO_SIZE (g_hash_table_lookup (data, *(const char * const *) a));
  gsize two = GPOINTER_TO_SIZE (g_hash_table_lookup (data, *(const char * const *) b));

  return one != two ? (one < two) - (one > two)
                    : strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* A line, if there is anything to tell; then forgets it. */
static guint
append_top (GString    *text,
            const char *title,
            GHashTable *counts)
{
  g_autofree gpointer *keys = NULL;
  guint n;

  keys = g_hash_table_get_keys_as_array (counts, &n);
  if (n == 0)
    return 0;

  g_qsort_with_data (keys, (int) n, sizeof *keys, compare_counts, counts);
  g_string_append_printf (text, "  %-8s", title);
  for (guint i = 0; i < MIN (n, N_TOP); i++)
    {
      g_string_append_c (text, ' ');
      cli_append_plain (text, keys[i]);
      g_string_append_printf (text, " %" G_GSIZE_FORMAT "%s",
                              GPOINTER_TO_SIZE (g_hash_table_lookup (counts, keys[i])),
                              i + 1 < MIN (n, N_TOP) ? "," : "");
    }
  if (n > N_TOP)
    g_string_append_printf (text, ", … (%u)", n);
  g_string_append_c (text, '\n');

  g_hash_table_remove_all (counts);
  return 1;
}

static gboolean
tell_cb (gpointer data)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%H:%M:%S");

  if (summary.n == 0 && !summary.is_terminal)
    return G_SOURCE_CONTINUE;

  if (summary.n_lines > 0)
    g_string_append_printf (text, "\033[%uA\033[J", summary.n_lines);
  summary.most = MAX (summary.most, summary.n);
  g_string_append_printf (text, "%s  %" G_GUINT64_FORMAT " requests/s, at most %" G_GUINT64_FORMAT
                          ", %" G_GUINT64_FORMAT " in all, %" G_GUINT64_FORMAT " without an answer\n",
                          time, summary.n, summary.most, summary.n_total, summary.n_silent);
  summary.n_lines = 1 + append_top (text, "from", summary.peers);
  summary.n_lines += append_top (text, "for", summary.objects);
  summary.n_lines += append_top (text, "errors", summary.errors);
  if (!summary.is_terminal)
    summary.n_lines = 0;

  fputs (text->str, stderr);
  fflush (stderr);
  summary.n = summary.n_silent = 0;
  return G_SOURCE_CONTINUE;
}

void
cli_serve_summary_begin (void)
{
  summary.peers = counts_new ();
  summary.objects = counts_new ();
  summary.errors = counts_new ();
  summary.is_terminal = isatty (STDERR_FILENO) == 1;
  summary.timer = g_timeout_add_seconds (1, tell_cb, NULL);
}

void
cli_serve_summary_add (const TarnAgentRequest *request)
{
  const char *port = strrchr (request->peer, ':');

  if (summary.timer == 0)
    return;

  summary.n++;
  summary.n_total++;
  count (summary.peers, g_strndup (request->peer,
                                   port != NULL ? (gsize) (port - request->peer) : G_MAXSIZE));
  if (request->oid != NULL)
    count (summary.objects, name_object (request->oid));
  if (!request->answered)
    summary.n_silent++;
  else if (request->error_status != 0)
    count (summary.errors, g_strdup (request->status));
}

/* The last second is told, too. */
void
cli_serve_summary_end (void)
{
  if (summary.timer == 0)
    return;

  g_source_remove (summary.timer);
  if (summary.n > 0)
    tell_cb (NULL);
  g_hash_table_unref (summary.peers);
  g_hash_table_unref (summary.objects);
  g_hash_table_unref (summary.errors);
  summary = (Summary) { 0 };
}
