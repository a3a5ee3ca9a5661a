/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Gaps, and sets of them as text: "1.3-1.4 -1.2 1.5-" are three intervals, each
 * after-before, open where nothing stands.
 */
#include "tarn-test.h"

#include "ops/tarn-gap-private.h"

static TarnOid *
parse_end (const char *text)
{
  return *text != '\0' ? tarn_test_oid (text) : NULL;
}

static GPtrArray *
parse_set (const char *text)
{
  GPtrArray *set = tarn_gaps_new ();
  g_auto(GStrv) parts = g_strsplit (text, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto(GStrv) ends = g_strsplit (parts[i], "-", 2);
      TarnGap *gap = g_new0 (TarnGap, 1);

      gap->after = parse_end (ends[0]);
      gap->before = parse_end (ends[1]);
      gap->reason = TARN_GAP_NO_ANSWER;
      gap->n_attempts = i;
      g_ptr_array_add (set, gap);
    }

  return set;
}

static void
append_end (GString       *text,
            const TarnOid *oid)
{
  g_autofree char *dotted = oid != NULL ? tarn_oid_to_string (oid) : NULL;

  if (dotted != NULL)
    g_string_append (text, dotted + strspn (dotted, "."));
}

static char *
print_set (const GPtrArray *set)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < set->len; i++)
    {
      const TarnGap *gap = g_ptr_array_index (set, i);

      if (i > 0)
        g_string_append_c (text, ' ');
      append_end (text, gap->after);
      g_string_append_c (text, '-');
      append_end (text, gap->before);
    }

  return g_string_free (text, FALSE);
}

typedef struct
{
  const char *name;
  const char *left;
  const char *right;
  const char *result;
} SetVector;

static const SetVector subtract_vectors[] = {
  { "apart", "1.3-1.4", "1.5-1.6", "1.3-1.4" },
  { "touching is apart", "1.3-1.4", "1.4-1.5", "1.3-1.4" },
  { "all of it", "1.3-1.4", "1.3-1.4", "" },
  { "more than it", "1.3.1-1.3.2", "1.3-1.4", "" },
  { "everything", "1.3.1-1.3.2 -1.2 1.9-", "-", "" },
  { "the end: where the walk goes on is known already", "1.3.1-", "1.3.5-", "1.3.1-1.3.5.0" },
  { "the beginning", "-1.4", "-1.3", "1.3-1.4" },
  { "the middle", "-", "1.3-1.4", "-1.3.0 1.4-" },
  { "two holes", "1.3-1.6", "1.4-1.5 1.5.3-1.5.4", "1.3-1.4.0 1.5-1.5.3.0 1.5.4-1.6" },
};

static const SetVector unite_vectors[] = {
  { "the same", "1.3-1.4", "1.3-1.4", "1.3-1.4" },
  { "going on inside", "-", "1.3.5-", "-" },
  { "growing", "1.3.5-1.3.6", "1.3-1.4", "1.3-1.4" },
  { "apart", "1.3-1.4", "1.5-1.6", "1.3-1.4 1.5-1.6" },
};

static const SetVector take_out_vectors[] = {
  { "a reply to the first question", "-", "-1.3.6.0", "1.3.6-" },
  { "a reply goes on", "1.3.6-1.4", "1.3.6-1.3.9.0", "1.3.9-1.4" },
  { "over the end of one, into another", "1.3.1-1.3.4 1.3.4-1.3.8", "1.3.2-1.3.5.0",
    "1.3.1-1.3.2.0 1.3.5-1.3.8" },
  { "over several", "1.1-1.2 1.3-1.4 1.5-1.6 1.7-1.8", "1.3-1.6", "1.1-1.2 1.7-1.8" },
  { "what is open nowhere", "1.1-1.2 1.7-1.8", "1.3-1.6", "1.1-1.2 1.7-1.8" },
  { "nothing is open", "", "1.3-1.6", "" },
  { "a chunk in the middle", "1.1-1.9", "1.4-1.5.0", "1.1-1.4.0 1.5-1.9" },
  { "to the end", "1.1-", "1.4-", "1.1-1.4.0" },
};

static const SetVector join_vectors[] = {
  { "in order", "1.3-1.4 1.1-1.2", "", "1.1-1.2 1.3-1.4" },
  { "one after the other", "1.3.5-1.3.9.0 1.3-1.3.5.0", "", "1.3-1.3.9.0" },
  { "a subtree's end is a name of its own", "1.3-1.4 1.4-1.5", "", "1.3-1.4 1.4-1.5" },
  { "within", "1.3-1.9 1.4-1.5 1.8-", "", "1.3-" },
  { "all", "1.4-1.5 -", "", "-" },
};

static void
test_take_out (gconstpointer data)
{
  const SetVector *v = data;
  g_autoptr(GPtrArray) set = parse_set (v->left);
  g_autoptr(GPtrArray) covered = parse_set (v->right);
  const TarnGap *cover = covered->pdata[0];
  g_autofree char *text = NULL;

  tarn_gaps_take_out (set, tarn_gap_after (cover), tarn_gap_before (cover));
  text = print_set (set);
  g_assert_cmpstr (text, ==, v->result);
}

static void
test_join (gconstpointer data)
{
  const SetVector *v = data;
  g_autoptr(GPtrArray) set = parse_set (v->left);
  g_autofree char *text = NULL;

  tarn_gaps_join (set);
  text = print_set (set);
  g_assert_cmpstr (text, ==, v->result);
}

static void
test_subtract (gconstpointer data)
{
  const SetVector *v = data;
  g_autoptr(GPtrArray) left = parse_set (v->left);
  g_autoptr(GPtrArray) right = parse_set (v->right);
  g_autoptr(GPtrArray) result = tarn_gaps_subtract (left, right);
  g_autofree char *text = print_set (result);

  g_assert_cmpstr (text, ==, v->result);
}

static void
test_unite (gconstpointer data)
{
  const SetVector *v = data;
  g_autoptr(GPtrArray) left = parse_set (v->left);
  g_autoptr(GPtrArray) right = parse_set (v->right);
  g_autoptr(GPtrArray) result = tarn_gaps_unite (left, right);
  g_autofree char *text = print_set (result);

  g_assert_cmpstr (text, ==, v->result);
}

static void
test_contain (void)
{
  g_autoptr(GPtrArray) set = parse_set ("-1.2 1.3.1-1.3.4 1.9-");
  static const struct { const char *name; gboolean in; } vectors[] = {
    { "0.0", TRUE }, { "1.1.99", TRUE }, { "1.2", FALSE }, { "1.3.1", FALSE },
    { "1.3.1.0", TRUE }, { "1.3.3.99", TRUE }, { "1.3.4", FALSE }, { "1.9", FALSE },
    { "1.9.0", TRUE }, { "2.999", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr(TarnOid) oid = tarn_test_oid (vectors[i].name);

      g_test_message ("%s", vectors[i].name);
      g_assert_cmpint (tarn_gaps_contain (set, tarn_oid_span (oid)), ==, vectors[i].in);
    }
}

static void
test_variant (void)
{
  g_autoptr(GPtrArray) set = parse_set ("-1.2 1.3.1-1.3.4 1.9-");
  g_autoptr(GPtrArray) back = NULL;
  g_autoptr(GVariant) variant = NULL;
  g_autofree char *text = NULL;

  variant = g_variant_ref_sink (tarn_gaps_to_variant (set));
  back = tarn_gaps_from_variant (variant);
  g_assert_nonnull (back);
  text = print_set (back);
  g_assert_cmpstr (text, ==, "-1.2 1.3.1-1.3.4 1.9-");
  g_assert_cmpint (((TarnGap *) g_ptr_array_index (back, 2))->reason, ==, TARN_GAP_NO_ANSWER);
  g_assert_cmpuint (((TarnGap *) g_ptr_array_index (back, 2))->n_attempts, ==, 2);
}

/* Records that no mirror writes. */
static void
test_bad_variant (void)
{
  static const char *const vectors[] = {
    "[([byte 43], [byte 43], 1, 0, 0)]",           /* ends where it begins   */
    "[([byte 43, 6], [byte 43, 5], 1, 0, 0)]",     /* ends before it begins  */
    "[([byte 43, 134], [byte 44], 1, 0, 0)]",      /* not an OID             */
    "[(@ay [], [byte 43, 134], 1, 0, 0)]",
    "[(@ay [], @ay [], -1, 0, 0)]",                /* no reason              */
    "[(@ay [], @ay [], 99, 0, 0)]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GVariant) variant = g_variant_parse (G_VARIANT_TYPE (TARN_GAPS_FORMAT),
                                                     vectors[i], NULL, NULL, &error);

      g_assert_no_error (error);
      g_test_message ("%s", vectors[i]);
      g_assert_null (tarn_gaps_from_variant (variant));
    }
}

static void
test_text (void)
{
  g_autoptr(TarnGap) gap = g_new0 (TarnGap, 1);
  g_autoptr(TarnGap) copy = NULL;
  g_autofree char *text = NULL;

  gap->after = tarn_test_oid ("1.3.6");
  gap->reason = TARN_GAP_ERROR_STATUS;
  gap->status = TARN_STATUS_GEN_ERR;
  copy = tarn_gap_copy (gap);
  text = tarn_gap_to_string (copy);
  g_assert_cmpstr (text, ==, "after .1.3.6 to the end: the agent answers with an error (genErr)");
  for (int i = TARN_GAP_NONE; i <= TARN_GAP_CANCELLED; i++)
    g_assert_cmpstr (tarn_gap_reason_to_string (i), !=, "unknown reason");
}

static void
add_vectors (const char      *what,
             const SetVector *vectors,
             gsize            n_vectors,
             GTestDataFunc    func)
{
  for (gsize i = 0; i < n_vectors; i++)
    {
      g_autofree char *path = g_strdup_printf ("/gap/%s/%s", what, vectors[i].name);

      g_test_add_data_func (path, &vectors[i], func);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_vectors ("subtract", subtract_vectors, G_N_ELEMENTS (subtract_vectors), test_subtract);
  add_vectors ("take-out", take_out_vectors, G_N_ELEMENTS (take_out_vectors), test_take_out);
  add_vectors ("join", join_vectors, G_N_ELEMENTS (join_vectors), test_join);
  add_vectors ("unite", unite_vectors, G_N_ELEMENTS (unite_vectors), test_unite);
  g_test_add_func ("/gap/contain", test_contain);
  g_test_add_func ("/gap/variant", test_variant);
  g_test_add_func ("/gap/bad-variant", test_bad_variant);
  g_test_add_func ("/gap/text", test_text);

  return g_test_run ();
}
