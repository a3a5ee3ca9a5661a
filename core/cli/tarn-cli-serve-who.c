/* tarn-cli-serve-who.c
 *
 * Who may ask a device of tarn serve.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-device.h"
#include "tarn-cli-serve.h"

typedef struct
{
  const char *community;
  const char *write_community;   /* NULL: nobody writes */
} Who;

static const Who defaults = { .community = "public" };

static const CliOption options[] = {
  { "community", "c", CLI_OPTION_TEXT, CLI_SERVE_AT (Who, community), "TEXT",
    "who may read; text, or 0x and hex; default public" },
  { "write-community", NULL, CLI_OPTION_TEXT, CLI_SERVE_AT (Who, write_community), "TEXT",
    "who may write too; default nobody" },
  { NULL },
};

static gboolean
who_set_up (gconstpointer    said,
            CliServeDevice  *device,
            GError         **error)
{
  const Who *who = said;
  g_autoptr(GBytes) read = cli_read_community (who->community, error);
  g_autoptr(GBytes) write = NULL;

  if (read == NULL)
    return FALSE;
  if (who->write_community != NULL)
    {
      write = cli_read_community (who->write_community, error);
      if (write == NULL)
        return FALSE;
    }

  device->writable = write != NULL;
  tarn_agent_set_read_community (device->agent, read);
  tarn_agent_set_write_community (device->agent, write);
  return TRUE;
}

const CliServePart cli_serve_who = {
  .title = "Who may ask",
  .size = sizeof (Who),
  .defaults = &defaults,
  .options = options,
  .set_up = who_set_up,
};

gboolean
cli_serve_may_write (CliServeSaid *self)
{
  const Who *who = cli_serve_said_get (self, &cli_serve_who);

  return who->write_community != NULL;
}

const char *
cli_serve_get_community (CliServeSaid *self)
{
  const Who *who = cli_serve_said_get (self, &cli_serve_who);

  return who->community;
}

void
cli_serve_set_communities (CliServeSaid *self,
                           const char   *community,
                           const char   *write_community)
{
  Who *who = cli_serve_said_get (self, &cli_serve_who);

  who->community = community;
  who->write_community = write_community;
}
