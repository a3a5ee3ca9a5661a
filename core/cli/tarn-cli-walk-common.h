/* tarn-cli-walk-common.h
 *
 * What tarn walk and tarn mirror have in common: what to walk and how, and what is told of
 * it in the end.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli-device.h"
#include "tarn-cli-output.h"

G_BEGIN_DECLS

typedef struct
{
  const char *after;            /* NULL: from the beginning              */
  guint       max_repetitions;  /* G_MAXUINT: as the device bears        */
  gint64      max_time_us;
  gboolean    tolerate;
  gboolean    quiet;
  const char *verdict_path;     /* NULL: nowhere; "-": standard error    */
  CliOutput   verdict;
} CliWalk;

#define CLI_WALK_INIT { .max_repetitions = G_MAXUINT, \
                        .max_time_us = 24 * 60 * 60 * (gint64) G_USEC_PER_SEC }

/* Elements of an array of CliOption for @self, a CliWalk. */
#define CLI_WALK_OPTIONS(self) \
  { "after", NULL, CLI_OPTION_TEXT, &(self).after, "OID", "begin behind this OID" }, \
  CLI_WALK_READ_OPTIONS (self)

/* All but where to begin. */
#define CLI_WALK_READ_OPTIONS(self) \
  { "max-repetitions", "Cr", CLI_OPTION_NUMBER, &(self).max_repetitions, "N", \
    "ask for so many varbinds at once; default 10, rising to 50" }, \
  { "max-time", NULL, CLI_OPTION_SECONDS, &(self).max_time_us, "SECONDS", \
    "stop after this time; default a day, 0 never" }, \
  { "tolerate", NULL, CLI_OPTION_FLAG, &(self).tolerate, NULL, \
    "go on where OIDs do not increase, until one comes again" }, \
  { "verdict", NULL, CLI_OPTION_TEXT, &(self).verdict_path, "OUT", \
    "write what became of it as JSON; - is standard error" }, \
  { "quiet", "q", CLI_OPTION_FLAG, &(self).quiet, NULL, "do not tell what was tolerated" }

/* Tells @walk all that @self says but where to begin, and opens the verdict, so that one
 * that cannot be written is told before anything is asked.  FALSE after a complaint. */
gboolean cli_walk_prepare   (CliWalk          *self,
                             const CliCommand *command,
                             TarnWalk         *walk);

/* Adds the operands from @first on as roots, everything if there are none; each begins
 * behind what @self says, where that lies in it.  FALSE after a complaint. */
gboolean cli_walk_add_roots (CliWalk          *self,
                             const CliCommand *command,
                             TarnWalk         *walk,
                             GPtrArray        *operands,
                             guint             first);

/* Says to stderr why @walk is incomplete, if @error is given, what is missing and what was
 * tolerated, and writes the verdict.  FALSE if that cannot be written. */
gboolean cli_walk_tell      (CliWalk          *self,
                             TarnWalk         *walk,
                             const GError     *error);

G_END_DECLS
