/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Recorded devices, anonymised: what others may know of them is as before, and whose they
 * are is not to be seen.  What was to go is looked for here by means of its own.
 */
#include "tarn-test.h"

#include "ops/tarn-word-map.h"
#include "tarn-test-anonymise.h"
#include "tarn-test-recording.h"

static const char *const recorded[] = {
  "librenms/arubaos-cx_8360.snmprec",
  "librenms/drac_c6525.snmprec",
  "librenms/f5.snmprec",
  "librenms/junos_mx5t-isis.snmprec",
  "librenms/smartax.snmprec",
  "librenms/pfsense.snmprec",
  "librenms/procurve.snmprec",
  "librenms/timos_mpls.snmprec",
  "librenms/vrp_ac6605-26.snmprec",
  "librenms/witchos.snmprec",
  "nav/raritan.snmprec",
  "snmpsim/linux-full-walk.snmprec",
  "snmpsim/winxp-full-walk.snmprec",
  "snmpsim-data/aruba-7210.snmprec.bz2",
  "snmpsim-data/brocade-fiber-channel.snmprec.bz2",
  "snmpsim-data/eaton-93e-80.snmprec.bz2",
  "snmpsim-data/ibm-power-chrp.snmprec.bz2",
  "snmpsim-data/netapp-fas3270.snmprec.bz2",
  "snmpsim-data/vyatta-unknown.snmprec.bz2",
  "thola/comware__VSR1000__public.snmprec",
};

/* As they stand in snmprec: what the lines that begin with @prefix have behind @type. */
static GPtrArray *
values_of (char      **lines,
           const char *prefix,
           const char *type)
{
  GPtrArray *values = g_ptr_array_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *bar = strchr (lines[i], '|');

      if (bar != NULL && g_str_has_prefix (lines[i], prefix) && g_str_has_prefix (bar, type))
        g_ptr_array_add (values, bar + strlen (type));
    }

  return values;
}

/* Addresses of hosts: no masks, no groups, nothing that says nothing. */
static gboolean
is_host_address (const char *text)
{
  int first = atoi (text);

  return first > 0 && first != 127 && first < 224 && !g_str_has_suffix (text, ".0.0.0");
}

static gboolean
is_word_at (const char *at,
            const char *begin,
            gsize       len)
{
  return (at == begin || !g_ascii_isalnum (at[-1])) && !g_ascii_isalnum (at[len]);
}

static void
assert_gone (const char *text,
             const char *secret)
{
  gsize len = strlen (secret);

  for (const char *at = strstr (text, secret); at != NULL; at = strstr (at + 1, secret))
    if (is_word_at (at, text, len) && at[-1] != '.' && at[len] != '.')
      g_error ("“%s” is still there: %.80s", secret, MAX (text, at - 40));
}

static void
assert_addresses_gone (char      **lines,
                       const char *text)
{
  g_autoptr(GPtrArray) addresses = values_of (lines, "", "|64|");
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < addresses->len; i++)
    {
      g_autofree char *needle = NULL;

      if (!is_host_address (addresses->pdata[i])
          || !g_hash_table_add (seen, addresses->pdata[i]))
        continue;
      needle = g_strdup_printf ("|64|%s\n", (char *) addresses->pdata[i]);
      g_assert_null (strstr (text, needle));
      assert_gone (text, addresses->pdata[i]);
    }
}

static void
assert_macs_gone (char      **lines,
                  const char *text)
{
  g_autoptr(GPtrArray) macs = values_of (lines, "1.3.6.1.2.1.2.2.1.6.", "|4x|");
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < macs->len; i++)
    {
      const char *mac = macs->pdata[i];

      if (strlen (mac) == 12 && strspn (mac, "0") < 6 && strncmp (mac, "00005e0001", 10) != 0
          && (g_ascii_xdigit_value (mac[1]) & 1) == 0 && g_hash_table_add (seen, (char *) mac))
        {
          g_autofree char *needle = g_strdup_printf ("|4x|%s\n", mac);

          g_assert_null (strstr (text, needle));
        }
    }
}

/* "customer-location-switch" and "<private>" are no names: those who gave the recordings
 * away have taken them out. */
static gboolean
says_whose (const char *name)
{
  g_auto(GStrv) words = g_strsplit_set (name, "-._ <>", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strlen (words[i]) > 3 && !tarn_word_is_generic (tarn_span (words[i], strlen (words[i]))))
      return TRUE;

  return FALSE;
}

static void
test_recorded (gconstpointer data)
{
  g_autofree char *below = g_build_filename ("captures", data, NULL);
  g_autofree char *path = tarn_test_shared_path (below);
  g_autoptr(TarnAnonymiseReport) report = NULL;
  g_autoptr(GPtrArray) names = NULL;
  g_autoptr(TarnStore) in = NULL;
  g_autoptr(TarnStore) out = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_auto(GStrv) lines = NULL;

  if (path == NULL)
    return;
  in = tarn_test_recording_open (path);
  if (in == NULL)
    return;

  out = tarn_test_anonymise (in, NULL, &report);
  g_assert_cmpuint (report->n_changed, >, 0);
  before = tarn_test_recording_print (in);
  after = tarn_test_recording_print (out);
  lines = g_strsplit (before, "\n", -1);

  assert_addresses_gone (lines, after);
  assert_macs_gone (lines, after);
  names = values_of (lines, "1.3.6.1.2.1.1.5.0", "|4|");
  if (names->len > 0 && says_whose (names->pdata[0]))
    assert_gone (after, names->pdata[0]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (recorded); i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (recorded[i]), "/", ' ');
      g_autofree char *path = g_strdup_printf ("/anonymise/recorded/%s", name);

      g_test_add_data_func (path, recorded[i], test_recorded);
    }

  return g_test_run ();
}
