/* tarn-names-fixture.h
 *
 * A folder of its own with a capture of a device that tests/mibs/TARN-TEST-MIB.txt tells of,
 * and an environment in which the command knows that module and Tarn's own.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-command.h"

typedef struct
{
  char *folder;
  char *capture;
} TarnNamesFixture;

/* For main(): the environment of all commands. */
void tarn_names_fixture_init      (void);

void tarn_names_fixture_set_up    (TarnNamesFixture *self,
                                   gconstpointer     data);
void tarn_names_fixture_tear_down (TarnNamesFixture *self,
                                   gconstpointer     data);
