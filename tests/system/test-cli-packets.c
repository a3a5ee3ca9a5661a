/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The command, given packets of a walk.
 */
#include <glib/gstdio.h>

#include "tarn-command.h"
#include "tarn-test-packets.h"

/* Two devices answer in it: the user says which is meant. */
static void
test_devices (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("tarn-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "walk.pcap", NULL);
  g_autofree char *out = g_build_filename (folder, "walk.tarn", NULL);
  TarnTestFile file = tarn_test_begin_pcap (TARN_TEST_LITTLE, 0xa1b2c3d4, RAW);
  g_auto(TarnRun) both = { 0 };
  g_auto(TarnRun) one = { 0 };
  g_auto(TarnRun) export = { 0 };

  tarn_test_add (&file, tarn_test_answer (1, VARBIND_1));
  tarn_test_add_udp (&file, "192.0.2.7", 161, MANAGER, 40000,
                     tarn_test_snmp (0xa2, 1, 0, VARBIND_2));
  g_file_set_contents (path, (const char *) file.octets->data, (gssize) file.octets->len, &error);
  g_assert_no_error (error);
  tarn_test_end_file (&file);

  tarn_run (&both, NULL, "tarn import {} -o {}", path, out);
  g_assert_cmpint (both.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&both), "--device ADDRESS: 192.0.2.1 (varbinds: 1), "
                            "192.0.2.7 (varbinds: 1)"));
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));

  tarn_run (&one, NULL, "tarn import {} -o {} --device 192.0.2.7", path, out);
  g_assert_cmpint (one.status, ==, 0);
  g_assert_nonnull (strstr (tarn_run_err (&one), "1 varbinds from 2 packets of "));
  tarn_run (&export, NULL, "tarn export --format snmprec {}", out);
  g_assert_cmpstr (tarn_run_out (&export), ==, "1.3.6.1.2|2|2\n");

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_unlink (out), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/packets/devices", test_devices);

  return g_test_run ();
}
