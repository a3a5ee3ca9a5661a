/* tarn-cli-serve-who.c
 *
 * Who may ask a device of tarn serve.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-device.h"
#include "tarn-cli-serve.h"

#define STANDARD "public"

typedef struct
{
  const char *community;         /* NULL: not said       */
  const char *write_community;   /* NULL: nobody writes */
} Who;

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
  g_autoptr(GBytes) read = NULL;
  g_autoptr(GBytes) write = NULL;

  if (who->community == NULL && device->community != NULL)
    read = g_bytes_new (device->community, strlen (device->community));
  else
    read = cli_read_community (who->community != NULL ? who->community : STANDARD, error);
  if (read == NULL)
    return FALSE;

  if (who->write_community != NULL)
    {
      write = cli_read_community (who->write_community, error);
      if (write == NULL)
        return FALSE;
    }

  device->read = g_steal_pointer (&read);
  device->write = g_steal_pointer (&write);
  tarn_agent_set_read_community (device->agent, device->read);
  tarn_agent_set_write_community (device->agent, device->write);
  return TRUE;
}

const CliServePart cli_serve_who = {
  .title = "Who may ask",
  .size = sizeof (Who),
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

gboolean
cli_serve_is_public (CliServeSaid *self)
{
  const char *community = cli_serve_get_community (self);

  return community == NULL || strcmp (community, STANDARD) == 0;
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
