/* tarn-cli-serve-answers.c
 *
 * How the devices of tarn serve answer.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-serve.h"

/* The largest UDP payload over IPv4, and the smallest limit there may be (P-SIZ-01,
 * P-SIZ-03). */
#define MAX_SIZE 65507
#define MIN_SIZE 484

typedef struct
{
  guint    max_size;      /* 0: not said */
  gboolean captured;
  gboolean live;
  gboolean replay_null;
} Answers;

static const CliOption options[] = {
  { "max-size", NULL, CLI_OPTION_NUMBER, CLI_SERVE_AT (Answers, max_size), "OCTETS",
    "the largest answer; default 1472, on loopback 65507" },
  { "captured", NULL, CLI_OPTION_FLAG, CLI_SERVE_AT (Answers, captured), NULL,
    "sysUpTime and the snmp group as they were captured (default)" },
  { "live", NULL, CLI_OPTION_FLAG, CLI_SERVE_AT (Answers, live), NULL,
    "sysUpTime and the snmp group of this agent" },
  { "replay-null", NULL, CLI_OPTION_FLAG, CLI_SERVE_AT (Answers, replay_null), NULL,
    "NULL where the capture has it; else such names are absent" },
  { NULL },
};

static gboolean
answers_check (gpointer   said,
               GError   **error)
{
  const Answers *answers = said;

  if (answers->live && answers->captured)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "--live or --captured, not both");
      return FALSE;
    }
  if (answers->max_size > 0 && (answers->max_size < MIN_SIZE || answers->max_size > MAX_SIZE))
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "--max-size takes %d to %d", MIN_SIZE,
                   MAX_SIZE);
      return FALSE;
    }

  return TRUE;
}

/* Replies of a default agent stay below what an Ethernet carries in one piece, so that
 * a forged request draws little (P-SIZ-03, F-75).  Loopback carries all sizes and can
 * be reached by nobody else, and captures hold values that need them. */
static guint
choose_max_size (const Answers        *self,
                 const CliServeDevice *device)
{
  if (self->max_size > 0)
    return self->max_size;

  return device->loopback ? MAX_SIZE : 1472;
}

static gboolean
answers_set_up (gconstpointer    said,
                CliServeDevice  *device,
                GError         **error)
{
  const Answers *answers = said;

  tarn_agent_set_live (device->agent, answers->live);
  tarn_agent_set_replay_null (device->agent, answers->replay_null);
  tarn_agent_set_max_size (device->agent, choose_max_size (answers, device));
  return TRUE;
}

const CliServePart cli_serve_answers = {
  .title = "What is answered",
  .size = sizeof (Answers),
  .options = options,
  .check = answers_check,
  .set_up = answers_set_up,
};
