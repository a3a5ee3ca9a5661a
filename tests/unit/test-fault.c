/* test-fault.c
 *
 * What a fault is called, and what people write instead.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-error.h"
#include "ops/tarn-fault-private.h"
#include "tarn-test.h"

typedef struct
{
  const char   *spec;
  TarnFaultKind kind;
  gint64        a;
  gint64        b;
  const char   *scope;   /* NULL: everything */
} Good;

static const Good good[] = {
  { "drop=10%", TARN_FAULT_DROP, 100000, 0, NULL },
  { "drop=0.0001%", TARN_FAULT_DROP, 1, 0, NULL },
  { "drop=100%@1.3.6", TARN_FAULT_DROP, 1000000, 0, "1.3.6" },
  { "delay=40ms", TARN_FAULT_DELAY, 40000, 40000, NULL },
  { "delay=1.5s@.1.3", TARN_FAULT_DELAY, 1500000, 1500000, "1.3" },
  { "delay=40ms..60ms", TARN_FAULT_DELAY, 40000, 60000, NULL },
  { "delay=7us..7us", TARN_FAULT_DELAY, 7, 7, NULL },
  { "work=1ms+20us", TARN_FAULT_WORK, 1000, 20, NULL },
  { "work=1ms", TARN_FAULT_WORK, 1000, 0, NULL },
  { "hang=3600s", TARN_FAULT_HANG, 3600 * G_GINT64_CONSTANT (1000000), 0, NULL },
  { "gen-err=1.3.6.1.2.1.2.2.1.10", TARN_FAULT_GEN_ERR, 0, 0, "1.3.6.1.2.1.2.2.1.10" },
  { "cycle=3@1.3.6.1.2.1.2.2", TARN_FAULT_CYCLE, 3, 0, "1.3.6.1.2.1.2.2" },
  { "cycle=1000@1.3", TARN_FAULT_CYCLE, 1000, 0, "1.3" },
  { "error-index=-2147483648", TARN_FAULT_ERROR_INDEX, G_MININT32, 0, NULL },
  { "too-big=0", TARN_FAULT_TOO_BIG, 0, 0, NULL },
  { "id=sign-extended", TARN_FAULT_ID, TARN_FAULT_ID_SIGN_EXTENDED, 0, NULL },
  { "id=16-bit@1.3", TARN_FAULT_ID, TARN_FAULT_ID_16_BIT, 0, "1.3" },
  { "empty", TARN_FAULT_EMPTY, 0, 0, NULL },
  { "empty@1.3", TARN_FAULT_EMPTY, 0, 0, "1.3" },
  { "source=port", TARN_FAULT_SOURCE, 0, 0, NULL },
  { "community=a@1=2", TARN_FAULT_COMMUNITY, 0, 0, NULL },
  { "community=", TARN_FAULT_COMMUNITY, 0, 0, NULL },
};

static void
test_good (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(TarnFault) fault = tarn_fault_new (good[i].spec, &error);
      TarnName scope = { 0 };

      g_assert_no_error (error);
      g_assert_cmpint (fault->kind, ==, good[i].kind);
      g_assert_cmpint (fault->a, ==, good[i].a);
      g_assert_cmpint (fault->b, ==, good[i].b);
      if (good[i].scope != NULL)
        g_assert_true (tarn_name_parse (&scope, good[i].scope, strlen (good[i].scope)));
      g_assert_true (tarn_span_equal (tarn_name_span (&fault->scope), tarn_name_span (&scope)));
    }
}

static void
test_text (void)
{
  g_autoptr(TarnFault) community = tarn_fault_new ("community=a@1=2", NULL);
  g_autoptr(TarnFault) port = tarn_fault_new ("source=port", NULL);
  g_autoptr(TarnFault) ipv4 = tarn_fault_new ("source=127.0.0.2@1.3", NULL);
  g_autoptr(TarnFault) ipv6 = tarn_fault_new ("source=::1", NULL);

  g_assert_cmpstr (community->text, ==, "a@1=2");   /* F-62 */
  g_assert_cmpint (port->source.sa.sa_family, ==, AF_UNSPEC);
  g_assert_cmpint (ipv4->source.sa.sa_family, ==, AF_INET);
  g_assert_cmphex (g_ntohl (ipv4->source.in.sin_addr.s_addr), ==, 0x7f000002);
  g_assert_cmpint (ipv6->source.sa.sa_family, ==, AF_INET6);
  g_assert_true (IN6_IS_ADDR_LOOPBACK (&ipv6->source.in6.sin6_addr));
}

static const struct { const char *spec; const char *says; } bad[] = {
  { "", "no fault “”" },
  { "drp=10%", "no fault “drp”; “tarn serve --fault list”" },
  { "Drop=10%", "no fault “Drop”" },
  { " drop=10%", "no fault “ drop”" },
  { "drop", "“drop” needs a value: “drop=” and a percentage" },
  { "drop@1.3", "“drop” needs a value" },
  { "drop=", "not “”" },
  { "drop=10", "such as 10%, not “10”" },
  { "drop=0%", "not “0%”" },
  { "drop=101%", "not “101%”" },
  { "drop=-1%", "not “-1%”" },
  { "drop=1e1%", "not “1e1%”" },
  { "drop=nan%", "not “nan%”" },
  { "drop= 1%", "not “ 1%”" },
  { "drop=1.%", "not “1.%”" },
  { "drop=10%@", "stands an OID in numbers, such as 1.3.6.1.2.1.2.2, not “”" },
  { "drop=10%@.", "not “.”" },
  { "drop=10%@1", "not “1”" },
  { "drop=10%@1.3.", "not “1.3.”" },
  { "drop=10%@ifTable", "not “ifTable”" },
  { "drop=10%@1.3@1.4", "not “1.3@1.4”" },
  { "delay=40", "with its unit, us, ms or s, such as 40ms" },
  { "delay=0ms", "not “0ms”" },
  { "delay=0.1us", "not “0.1us”" },
  { "delay=3601s", "not “3601s”" },
  { "delay=99999999999999999999999s", "not “99999999999999999999999s”" },
  { "delay=60ms..40ms", "the shorter one first" },
  { "delay=60ms..", "not “60ms..”" },
  { "delay=..60ms", "not “..60ms”" },
  { "work=1ms+", "not “1ms+”" },
  { "work=1ms+0us", "not “1ms+0us”" },
  { "rate=0", "a number from 1 to 1000000, not “0”" },
  { "rate=5@1.3", "one of the whole agent; write “rate=N” without “@1.3”" },
  { "gen-err=1.3@1.3", "one of the whole agent" },
  { "gen-err=sysDescr", "an OID in numbers" },
  { "gen-err=", "an OID in numbers" },
  { "gen-err=.", "an OID in numbers" },
  { "cycle=3", "write “cycle=N@OID” with the OID of that part" },
  { "cycle=1001@1.3", "from 1 to 1000" },
  { "cycle@1.3", "needs a value" },
  { "endless", "write “endless@OID”" },
  { "slow-start=1s", "write “slow-start=TIME@OID”" },
  { "empty=3", "“empty” takes no value, not “3”" },
  { "empty=", "“empty” takes no value, not “”" },
  { "id=foo", "one of wrong|16-bit|negative-16-bit|negative|sign-extended, not “foo”" },
  { "id=", "one of wrong" },
  { "source=localhost", "“port”, or an address of this computer" },
  { "source=127.0.0.2:161", "“port”, or an address" },
  { "source=port@1.3.x", "Behind the “@” of the fault “source”" },
  { "duplicate=1", "from 2 to 100" },
  { "truncate=0", "from 1 to" },
  { "community", "“community” needs a value: “community=” and a text" },
};

/* What, where and what to do. */
static void
test_bad (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *exact = g_strdup (bad[i].spec);
      TarnFault *fault = tarn_fault_new (exact, &error);

      if (fault != NULL)
        g_error ("“%s” is accepted", bad[i].spec);
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
      if (strstr (error->message, bad[i].says) == NULL)
        g_error ("“%s” is refused with “%s”", bad[i].spec, error->message);
    }
}

/* The table has an entry for each kind, and what it says of itself can be written. */
static void
test_list (void)
{
  g_auto(GStrv) names = tarn_fault_dup_names ();
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *usage = tarn_fault_dup_usage ("delay");
  g_autofree char *needed = tarn_fault_dup_usage ("cycle");
  g_autofree char *choice = tarn_fault_dup_usage ("id");

  g_assert_cmpuint (g_strv_length (names), ==, TARN_FAULT_N);
  for (char **name = names; *name != NULL; name++)
    {
      g_autofree char *form = tarn_fault_dup_usage (*name);
      const char *description = tarn_fault_get_description (*name);

      g_assert_true (g_hash_table_add (seen, *name));
      g_assert_true (g_str_has_prefix (form, *name));
      /* With what is known of such agents. */
      g_assert_true (g_str_has_suffix (description, ")"));
      g_assert_true (strstr (description, "(F-") || strstr (description, "(P-"));
    }

  g_assert_cmpstr (usage, ==, "delay=TIME[..TIME][@OID]");
  g_assert_cmpstr (needed, ==, "cycle=N@OID");
  g_assert_cmpstr (choice, ==, "id=wrong|16-bit|negative-16-bit|negative|sign-extended[@OID]");
  g_assert_null (tarn_fault_dup_usage ("nothing"));
  g_assert_null (tarn_fault_get_description ("nothing"));
}

/* The manual names them all. */
static void
test_manual (void)
{
  g_auto(GStrv) names = tarn_fault_dup_names ();
  g_autofree char *path = g_build_filename (g_getenv ("TARN_SOURCE"), "data", "man",
                                            "tarn-serve.1", NULL);
  g_autofree char *text = NULL;
  const char *section;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  section = strstr (text, ".Sh FAULTS\n");
  g_assert_nonnull (section);
  *strstr (section, "\n.Sh EXAMPLES\n") = '\0';

  for (char **name = names; *name != NULL; name++)
    {
      g_autofree char *word = g_strdup_printf ("[ \n]%s[ \n]", *name);

      if (!g_regex_match_simple (word, section, 0, 0))
        g_error ("the manual says nothing of “%s”", *name);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fault/good", test_good);
  g_test_add_func ("/fault/text", test_text);
  g_test_add_func ("/fault/bad", test_bad);
  g_test_add_func ("/fault/list", test_list);
  g_test_add_func ("/fault/manual", test_manual);

  return g_test_run ();
}
