/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The command tarn: finds the subcommand and runs it.
 */
#include <signal.h>
#include <stdio.h>

#include "tarn-cli-device.h"

static const CliCommand *const commands[] = {
  &cli_get_command,
  &cli_next_command,
  &cli_bulk_command,
  &cli_set_command,
  &cli_walk_command,
  &cli_table_command,
  &cli_mirror_command,
  &cli_scan_command,
  &cli_serve_command,
  &cli_watch_command,
  &cli_notify_command,
  &cli_listen_command,
  &cli_export_command,
  &cli_import_command,
  &cli_anonymise_command,
  &cli_info_command,
  &cli_check_command,
  &cli_compact_command,
  &cli_translate_command,
  &cli_diff_command,
  &cli_revert_command,
  &cli_lint_command,
  &cli_mib_command,
  &cli_profile_command,
};

static void
print_help (void)
{
  printf ("usage: tarn COMMAND [OPTION…] …\n\n"
          "Reads whole SNMP devices into captures, and serves captures as the devices would.\n\n"
          "Commands:\n");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    printf ("  %-10s%s\n", commands[i]->name, commands[i]->summary);
  printf ("\nA TARGET is a host name or an address, with a port unless that is %d:\n"
          "192.0.2.1, switch.example:1161, [2001:db8::1]:161, [fe80::1%%eth0], udp6:localhost.\n\n"
          "Exit status: 0 all was done, 1 not all, 2 nothing was begun.\n\n"
          "  tarn COMMAND --help   options and examples\n"
          "  tarn --version        which Tarn this is\n",
          TARN_PORT_AGENT);
}

static const CliCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i]->name, name) == 0)
      return commands[i];

  return NULL;
}

int
main (int   argc,
      char *argv[])
{
  const CliCommand *command;
  g_autofree char *name = NULL;
  CliStatus status;

  /* A reader that goes away is seen where we write. */
  signal (SIGPIPE, SIG_IGN);
  g_set_prgname ("tarn");

  if (argc < 2)
    {
      cli_complain ("a COMMAND is needed; see tarn --help");
      return CLI_USAGE;
    }
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0
      || (strcmp (argv[1], "help") == 0 && argc == 2))
    {
      print_help ();
      return CLI_COMPLETE;
    }
  if (strcmp (argv[1], "--version") == 0)
    {
      printf ("tarn %s\n", TARN_VERSION_TEXT);
      return CLI_COMPLETE;
    }

  command = find_command (argv[1]);
  if (command == NULL)
    {
      cli_complain ("there is no command “%s”; see tarn --help", argv[1]);
      return CLI_USAGE;
    }

  name = g_strdup_printf ("tarn %s", command->name);
  g_set_prgname (name);
  status = command->run (command, argv + 2);
  cli_device_keep_profile ();

  if (fflush (stdout) != 0 && status == CLI_COMPLETE)
    return CLI_INCOMPLETE;
  return status;
}
