/* tarn-cli-fixture.h
 *
 * A folder of its own for a test of the command, with a small recording in it and the
 * capture that tarn import makes of that.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-command.h"

typedef struct
{
  char *folder;
  char *recording;   /* path of a .snmprec file */
  char *capture;     /* and of what it makes    */
} TarnCliFixture;

/* What stands in the recording. */
extern const char tarn_cli_fixture_recording[];

char *tarn_cli_fixture_path_of   (TarnCliFixture *self,
                                  const char     *name);

void  tarn_cli_fixture_set_up    (TarnCliFixture *self,
                                  gconstpointer   data);
void  tarn_cli_fixture_tear_down (TarnCliFixture *self,
                                  gconstpointer   data);
