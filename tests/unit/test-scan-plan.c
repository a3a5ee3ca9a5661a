/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/tarn-error.h"
#include "ops/tarn-scan-plan.h"

#define SEED 4711

static TarnScanPlan *
make_plan (const char *specs)
{
  g_auto(GStrv) list = g_strsplit (specs, " ", -1);
  TarnScanPlan *plan = tarn_scan_plan_new ();

  for (char **spec = list; *spec != NULL; spec++)
    {
      g_autoptr(GError) error = NULL;

      tarn_scan_plan_add (plan, *spec, &error);
      g_assert_no_error (error);
    }

  return plan;
}

/* All targets in their order, separated by spaces. */
static char *
list_plan (TarnScanPlan *plan)
{
  GString *text = g_string_new (NULL);
  TarnScanTarget target;

  for (guint64 i = 0; i < tarn_scan_plan_get_size (plan); i++)
    {
      tarn_scan_plan_get (plan, i, &target);
      g_assert_cmpuint (target.number, ==, i);
      g_string_append (text, i > 0 ? " " : "");
      tarn_scan_target_append (&target, text);
    }

  return g_string_free (text, FALSE);
}

typedef struct
{
  const char *name;
  const char *specs;
  const char *targets;
  guint       n_duplicates;
} Vector;

static const Vector vectors[] = {
  { "an address", "192.0.2.1", "192.0.2.1", 0 },
  { "another port is shown", "192.0.2.1:1161", "192.0.2.1:1161", 0 },
  { "port 161 is not", "192.0.2.1:161", "192.0.2.1", 0 },
  { "an IPv6 address", "2001:db8::1", "2001:db8::1", 0 },
  { "in brackets", "[2001:db8::1]", "2001:db8::1", 0 },
  { "with a port", "[2001:db8::1]:1161", "[2001:db8::1]:1161", 0 },
  { "with a zone", "fe80::1%lo", "fe80::1%lo", 0 },
  { "a name, in small letters", "Switch-1.Example", "switch-1.example", 0 },
  { "a name of one family", "udp6:switch:1161", "udp6:switch:1161", 0 },
  { "a name that looks like a transport", "udp:tcp:1161", "udp:tcp:1161", 0 },
  { "32 bits are one address", "192.0.2.7/32", "192.0.2.7", 0 },
  { "31 bits are two devices (RFC 3021)", "192.0.2.6/31", "192.0.2.6 192.0.2.7", 0 },
  { "30 bits are two between network and broadcast", "192.0.2.4/30", "192.0.2.5 192.0.2.6", 0 },
  { "any address names its network", "192.0.2.7/30", "192.0.2.5 192.0.2.6", 0 },
  { "a network with a port", "192.0.2.4/30:1161", "192.0.2.5:1161 192.0.2.6:1161", 0 },
  { "an IPv6 network has no broadcast", "2001:db8::4/127", "2001:db8::4 2001:db8::5", 0 },
  { "an IPv6 network with a port", "[2001:db8::4/127]:1161",
    "[2001:db8::4]:1161 [2001:db8::5]:1161", 0 },
  { "a range of the last number", "192.0.2.9-11", "192.0.2.9 192.0.2.10 192.0.2.11", 0 },
  { "a range of one", "192.0.2.9-9", "192.0.2.9", 0 },
  { "a range of whole addresses, across 256", "192.0.2.255-192.0.3.1",
    "192.0.2.255 192.0.3.0 192.0.3.1", 0 },
  { "a range with a port", "192.0.2.9-10:1161", "192.0.2.9:1161 192.0.2.10:1161", 0 },
  { "a range of IPv6", "2001:db8::fffe-2001:db8::1:1",
    "2001:db8::fffe 2001:db8::ffff 2001:db8::1:0 2001:db8::1:1", 0 },
  { "a range across the middle of an address",
    "[2001:db8::ffff:ffff:ffff:ffff-2001:db8:0:1::]:1161",
    "[2001:db8::ffff:ffff:ffff:ffff]:1161 [2001:db8:0:1::]:1161", 0 },
  { "a range that ends at the last address there is", "240.0.0.1-2 255.255.255.253-254",
    "240.0.0.1 240.0.0.2 255.255.255.253 255.255.255.254", 0 },
  { "in the order in which they were given", "192.0.2.9 192.0.2.3 switch 192.0.2.8",
    "192.0.2.9 192.0.2.3 switch 192.0.2.8", 0 },
  { "once, where it was first", "192.0.2.9 192.0.2.3 192.0.2.9", "192.0.2.9 192.0.2.3", 1 },
  { "of a range what is new", "192.0.2.3 192.0.2.5 192.0.2.2-6",
    "192.0.2.3 192.0.2.5 192.0.2.2 192.0.2.4 192.0.2.6", 2 },
  { "nothing of a range that is there", "192.0.2.2-6 192.0.2.3-4",
    "192.0.2.2 192.0.2.3 192.0.2.4 192.0.2.5 192.0.2.6", 2 },
  { "a range that overlaps the end of another", "192.0.2.2-4 192.0.2.3-6",
    "192.0.2.2 192.0.2.3 192.0.2.4 192.0.2.5 192.0.2.6", 2 },
  { "a range that overlaps two that were added one by one",
    "192.0.2.2 192.0.2.3 192.0.2.6 192.0.2.7 192.0.2.1-8",
    "192.0.2.2 192.0.2.3 192.0.2.6 192.0.2.7 192.0.2.1 192.0.2.4 192.0.2.5 192.0.2.8", 4 },
  { "another port is another target", "192.0.2.1 192.0.2.1:1161", "192.0.2.1 192.0.2.1:1161", 0 },
  { "a name once", "switch SWITCH switch:1161", "switch switch:1161", 1 },
  { "two spellings of an address", "2001:db8::1 [2001:0DB8:0::0001]:161", "2001:db8::1", 1 },
};

static void
test_targets (gconstpointer data)
{
  const Vector *v = data;
  g_autoptr(TarnScanPlan) plan = make_plan (v->specs);
  g_autofree char *targets = list_plan (plan);
  g_autofree char *again = NULL;
  g_autoptr(TarnScanPlan) copy = NULL;

  g_assert_cmpstr (targets, ==, v->targets);
  g_assert_cmpuint (tarn_scan_plan_get_n_duplicates (plan), ==, v->n_duplicates);

  /* What is shown is what can be given. */
  copy = make_plan (targets);
  again = list_plan (copy);
  g_assert_cmpstr (again, ==, targets);
}

/* What is wrong, and a word that the complaint must have beside the target. */
static const struct
{
  const char *spec;
  const char *says;
} bad_vectors[] = {
  { "", "is not an address" },
  { "192.0.2.300", "is not an address" },
  { "192.0.2.1:0", "no port 0" },
  { "192.0.2.1:99999", "is not an address" },
  { "192.0.2.0/33", "from 0 to 32" },
  { "192.0.2.0/", "from 0 to 32" },
  { "192.0.2.0/255.255.255.0", "from 0 to 32" },
  { "192.0.2.0/24:0", "is not an address" },
  { "2001:db8::/129", "from 0 to 128" },
  { "2001:db8::/64", "at most /104" },
  { "10.0.0.0/7", "at most /8" },
  { "switch/24", "is no network" },
  { "192.0.2.9-3", "ends before it begins" },
  { "192.0.2.9-256", "is no range" },
  { "192.0.2.9-2001:db8::1", "is no range" },
  { "192.0.2.9-switch", "is no range" },
  { "192.0.2.9-", "is no range" },
  { "10.0.0.0-12.0.0.0", "too many for one scan" },
  { "2001:db8::1-2001:db8:0:2::1", "too many for one scan" },
  { "2001:db8::1-2001:db8:0:1::1", "too many for one scan" },
  { "0.0.0.0", "no single device" },
  { "255.255.255.255", "no single device" },
  { "224.0.0.251", "no single device" },
  { "223.255.255.0-224.0.0.9", "no single device" },
  { "::", "no single device" },
  { "ff02::1", "no single device" },
  { "fe80::1%no-such-interface", "no network interface" },
  { "[2001:db8::1", "is not an address" },
  { "tcp:192.0.2.1", "only UDP" },
  { "a b", "is not an address" },
  { "\xff\xfe", "is not an address" },
};

static void
test_bad_targets (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_vectors); i++)
    {
      g_autofree char *spec = g_memdup2 (bad_vectors[i].spec, strlen (bad_vectors[i].spec) + 1);
      g_autoptr(TarnScanPlan) plan = tarn_scan_plan_new ();
      g_autoptr(GError) error = NULL;

      g_test_message ("%u: %s", i, bad_vectors[i].says);
      g_assert_false (tarn_scan_plan_add (plan, spec, &error));
      g_assert_true (error->domain == TARN_ERROR);
      g_assert_nonnull (strstr (error->message, bad_vectors[i].says));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpuint (tarn_scan_plan_get_size (plan), ==, 0);
    }
}

static void
test_too_many (void)
{
  g_autoptr(TarnScanPlan) plan = make_plan ("10.0.0.0/8 192.0.2.1");
  g_autoptr(GError) error = NULL;

  /* Network and broadcast address of 10.0.0.0/8 leave room for one more. */
  g_assert_cmpuint (tarn_scan_plan_get_size (plan), ==, TARN_SCAN_PLAN_MAX_TARGETS - 1);
  g_assert_true (tarn_scan_plan_add (plan, "192.0.2.2", &error));
  g_assert_no_error (error);
  g_assert_true (tarn_scan_plan_add (plan, "10.1.2.3", &error));
  g_assert_no_error (error);
  g_assert_false (tarn_scan_plan_add (plan, "192.0.2.3", &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "192.0.2.3"));
  g_assert_nonnull (strstr (error->message, "16777216"));
}

/* F-74: all of a /12, with others around it, each once and none twice. */
static void
test_each_once (void)
{
  static const char *const plans[] = {
    "192.0.2.1",
    "192.0.2.1-2",
    "192.0.2.1-3",
    "192.0.2.1-5",
    "192.0.2.1-17",
    "switch 192.0.2.0/24 2001:db8::/118",
    "172.16.0.0/12 192.0.2.1",
  };

  for (guint p = 0; p < G_N_ELEMENTS (plans); p++)
    {
      g_autoptr(TarnScanPlan) plan = make_plan (plans[p]);
      guint64 n = tarn_scan_plan_get_size (plan);
      g_autofree guint8 *seen = g_malloc0 (n);
      TarnScanTarget target;

      tarn_scan_plan_shuffle (plan, SEED + p);
      for (guint64 i = 0; i < n; i++)
        {
          tarn_scan_plan_get (plan, i, &target);
          g_assert_cmpuint (target.number, <, n);
          g_assert_cmpuint (seen[target.number]++, ==, 0);
        }
    }
}

/* F-74: of sixteen networks no two neighbours are asked in a row for long, and at any
 * time all of them have their share. */
static void
test_spread (void)
{
  g_autoptr(TarnScanPlan) plan = make_plan ("10.0.0.0/20");
  guint counts[16] = { 0 };
  guint run = 0, longest = 0, previous = 16;
  TarnScanTarget target;

  tarn_scan_plan_shuffle (plan, SEED);
  for (guint i = 0; i < 512; i++)
    {
      guint network;

      tarn_scan_plan_get (plan, i, &target);
      network = g_ntohl (target.endpoint.in.sin_addr.s_addr) >> 8 & 15;
      run = network == previous ? run + 1 : 1;
      longest = MAX (longest, run);
      previous = network;
      counts[network]++;
    }

  g_assert_cmpuint (longest, <=, 4);
  for (guint i = 0; i < 16; i++)
    {
      g_assert_cmpuint (counts[i], >=, 16);
      g_assert_cmpuint (counts[i], <=, 64);
    }
}

static void
test_seeds (void)
{
  g_autoptr(TarnScanPlan) one = make_plan ("10.0.0.0/20");
  g_autoptr(TarnScanPlan) two = make_plan ("10.0.0.0/20");
  TarnScanTarget a, b;
  guint n_same = 0;

  tarn_scan_plan_shuffle (one, SEED);
  tarn_scan_plan_shuffle (two, SEED);
  for (guint i = 0; i < 100; i++)
    {
      tarn_scan_plan_get (one, i, &a);
      tarn_scan_plan_get (two, i, &b);
      g_assert_cmpuint (a.number, ==, b.number);
    }

  tarn_scan_plan_shuffle (two, SEED + 1);
  for (guint i = 0; i < 100; i++)
    {
      tarn_scan_plan_get (one, i, &a);
      tarn_scan_plan_get (two, i, &b);
      n_same += a.number == b.number;
    }
  g_assert_cmpuint (n_same, <, 5);
}

typedef struct
{
  const char *name;
  const char *text;
  gssize      len;
  const char *targets;   /* NULL: fails     */
  const char *says;      /* then, with that */
} FileVector;

static const FileVector file_vectors[] = {
  { "one a line", "192.0.2.1\n192.0.2.4/31\n", -1, "192.0.2.1 192.0.2.4 192.0.2.5", NULL },
  { "without the last line end", "192.0.2.1\nswitch", -1, "192.0.2.1 switch", NULL },
  { "lines of Windows", "192.0.2.1\r\nswitch\r\n", -1, "192.0.2.1 switch", NULL },
  { "UTF-16 of Windows", "\xff\xfe" "a\0\n\0b\0", 8, "a b", NULL },
  { "remarks and empty lines", "# all\n\n  \n\t192.0.2.1  # the first\n#192.0.2.2\n", -1,
    "192.0.2.1", NULL },
  { "an empty file", "", -1, "", NULL },
  { "the line of a mistake", "192.0.2.1\n\n192.0.2.0/99\nswitch\n", -1, NULL,
    ":3: “192.0.2.0/99” is no network" },
  { "two targets on a line", "192.0.2.1 192.0.2.2\n", -1, NULL,
    ":1: “192.0.2.1 192.0.2.2” is not an address" },
  { "a program is no list", "192.0.2.1\n\x7f" "ELF\0\0\0\n", 18, NULL, ":2: a NUL octet" },
};

static void
test_file (gconstpointer data)
{
  const FileVector *v = data;
  g_autoptr(TarnScanPlan) plan = tarn_scan_plan_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("tarn-plan-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (path, v->text, v->len, &error);
  g_assert_no_error (error);

  if (v->targets != NULL)
    {
      g_autofree char *targets = NULL;

      g_assert_true (tarn_scan_plan_add_file (plan, path, &error));
      g_assert_no_error (error);
      targets = list_plan (plan);
      g_assert_cmpstr (targets, ==, v->targets);
    }
  else
    {
      g_autofree char *says = g_strconcat (path, v->says, NULL);

      g_assert_false (tarn_scan_plan_add_file (plan, path, &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, says));
    }

  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_file_troubles (void)
{
  g_autoptr(TarnScanPlan) plan = tarn_scan_plan_new ();
  g_autofree char *path = NULL;
  g_autofree char *line = g_strnfill (100 * 1000, 'a');
  g_autoptr(GError) error = NULL;
  int fd;

  g_assert_false (tarn_scan_plan_add_file (plan, "/nonexistent/targets", &error));
  g_assert_nonnull (strstr (error->message, "cannot read /nonexistent/targets"));
  g_clear_error (&error);

  g_assert_false (tarn_scan_plan_add_file (plan, g_get_tmp_dir (), &error));
  g_assert_nonnull (strstr (error->message, g_get_tmp_dir ()));
  g_clear_error (&error);

  fd = g_file_open_tmp ("tarn-plan-XXXXXX", &path, &error);
  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (path, line, -1, &error);
  g_assert_no_error (error);
  g_assert_false (tarn_scan_plan_add_file (plan, path, &error));
  g_assert_nonnull (strstr (error->message, ":1: the line is too long"));
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* F-78: what is done outlives the process, and each target is still asked once. */
static void
test_state (void)
{
  static const char specs[] = "10.0.0.0/24 switch [2001:db8::/120]:1161";
  g_autoptr(TarnScanPlan) plan = make_plan (specs);
  g_autoptr(TarnScanPlan) other = make_plan (specs);
  g_autoptr(GError) error = NULL;
  g_autofree char *none = NULL;
  g_autofree char *state = NULL;
  g_autofree char *again = NULL;
  guint64 n = tarn_scan_plan_get_size (plan);
  TarnScanTarget a, b;

  tarn_scan_plan_shuffle (plan, SEED);
  none = tarn_scan_plan_dup_state (plan);
  g_assert_true (g_str_has_suffix (none, " 4711 "));
  g_assert_true (tarn_scan_plan_set_state (other, none, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (tarn_scan_plan_get_n_done (other), ==, 0);

  for (guint64 i = 0; i < 200; i++)
    tarn_scan_plan_set_done (plan, i);
  tarn_scan_plan_set_done (plan, 10);
  tarn_scan_plan_set_done (plan, 202);
  tarn_scan_plan_set_done (plan, n - 1);
  g_assert_cmpuint (tarn_scan_plan_get_n_done (plan), ==, 202);

  state = tarn_scan_plan_dup_state (plan);
  g_assert_true (g_str_has_suffix (state, " 4711 0-199,202,510"));
  g_assert_true (tarn_scan_plan_set_state (other, state, &error));
  g_assert_no_error (error);
  again = tarn_scan_plan_dup_state (other);
  g_assert_cmpstr (again, ==, state);

  for (guint64 i = 0; i < n; i++)
    {
      tarn_scan_plan_get (plan, i, &a);
      tarn_scan_plan_get (other, i, &b);
      g_assert_cmpuint (a.number, ==, b.number);
      g_assert_cmpint (tarn_scan_plan_is_done (other, i), ==, i < 200 || i == 202 || i == n - 1);
    }
}

static void
test_bad_states (void)
{
  static const char *const states[] = {
    "", " ", "1", "1 511", "1 511 CHECK 4711", "2 511 CHECK 4711 0", "1 511 CHECK x 0",
    "1 511 CHECK 4711 0-511", "1 511 CHECK 4711 5-4", "1 511 CHECK 4711 5-", "1 511 CHECK 4711 -5",
    "1 511 CHECK 4711 0,,1", "1 511 CHECK 4711 0 1", "1 510 CHECK 4711 0", "1 511 0000 4711 0",
    "1 511 CHECK 99999999999 0", "1 18446744073709551616 CHECK 4711 0",
  };
  g_autoptr(TarnScanPlan) plan = make_plan ("10.0.0.0/24 switch [2001:db8::/120]:1161");
  g_autoptr(TarnScanPlan) nobody = tarn_scan_plan_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_auto(GStrv) fields = NULL;

  tarn_scan_plan_shuffle (plan, SEED);
  tarn_scan_plan_set_done (plan, 3);
  before = tarn_scan_plan_dup_state (plan);
  fields = g_strsplit (before, " ", -1);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr(GString) state = g_string_new (states[i]);
      g_autoptr(GError) error = NULL;

      g_string_replace (state, "CHECK", fields[2], 0);
      g_test_message ("%s", state->str);
      g_assert_false (tarn_scan_plan_set_state (plan, state->str, &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
    }

  after = tarn_scan_plan_dup_state (plan);
  g_assert_cmpstr (after, ==, before);
  g_assert_false (tarn_scan_plan_set_state (nobody, before, NULL));
}

/* F-73, F-78: a plan of sixteen million is a few hundred octets until they are done. */
static void
test_large (void)
{
  g_autoptr(TarnScanPlan) plan = make_plan ("10.0.0.0/8");
  guint64 n = tarn_scan_plan_get_size (plan);
  g_autofree char *state = NULL;
  TarnScanTarget target;
  guint64 sum = 0;

  tarn_scan_plan_shuffle (plan, SEED);
  for (guint64 i = 0; i < n; i += 1009)
    {
      tarn_scan_plan_get (plan, i, &target);
      sum += target.number;
    }
  /* Spread over all of it, from the middle on average. */
  g_assert_cmpfloat_with_epsilon ((double) sum / ((double) n / 1009) / (double) n, 0.5, 0.02);

  tarn_scan_plan_set_done (plan, n - 1);
  state = tarn_scan_plan_dup_state (plan);
  g_assert_true (g_str_has_suffix (state, " 16777213"));
}

static void
add_case (const char    *where,
          const char    *name,
          gconstpointer  data,
          void         (*func) (gconstpointer data))
{
  g_autofree char *path = g_strconcat (where, name, NULL);

  g_test_add_data_func (path, data, func);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    add_case ("/scan-plan/target/", vectors[i].name, &vectors[i], test_targets);
  g_test_add_func ("/scan-plan/what is no target", test_bad_targets);
  g_test_add_func ("/scan-plan/at most sixteen million", test_too_many);
  g_test_add_func ("/scan-plan/F-74: each once", test_each_once);
  g_test_add_func ("/scan-plan/F-74: spread over networks", test_spread);
  g_test_add_func ("/scan-plan/a seed is an order", test_seeds);
  for (guint i = 0; i < G_N_ELEMENTS (file_vectors); i++)
    add_case ("/scan-plan/file/", file_vectors[i].name, &file_vectors[i], test_file);
  g_test_add_func ("/scan-plan/what is no file of targets", test_file_troubles);
  g_test_add_func ("/scan-plan/F-78: what is done", test_state);
  g_test_add_func ("/scan-plan/what is no state", test_bad_states);
  g_test_add_func ("/scan-plan/a large network costs nothing", test_large);

  return g_test_run ();
}
