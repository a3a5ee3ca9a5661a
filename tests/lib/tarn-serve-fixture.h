/* tarn-serve-fixture.h
 *
 * tarn serve with many devices: a folder of small captures, the command, what it prints, and
 * how a device is asked.  The value of a device's sysName is the name of its file.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "tarn-test.h"

typedef struct
{
  char             *folder;
  char             *list;      /* a place for a list of devices       */
  const char       *max_files; /* that it may open; NULL: as many as we may */
  const char       *command;   /* NULL: serve                         */
  GSubprocess      *process;   /* NULL: it does not run               */
  GDataInputStream *out;
  GDataInputStream *err;
  GString          *said;      /* all that it has said on stderr      */
} TarnServeFixture;

void         tarn_serve_fixture_set_up     (TarnServeFixture  *self,
                                            gconstpointer      data);
void         tarn_serve_fixture_tear_down  (TarnServeFixture  *self,
                                            gconstpointer      data);

/* The path of FOLDER/NAME.tarn, which is made; to be freed. */
char        *tarn_serve_fixture_make       (TarnServeFixture  *self,
                                            const char        *name);
/* FOLDER/NAME with such a text; the path to be freed. */
char        *tarn_serve_fixture_write      (TarnServeFixture  *self,
                                            const char        *name,
                                            const char        *text);

/* "tarn serve", or another command, with the @words, NULL at the end.  @socket is passed as descriptor 3, unless it
 * is NULL; @variables are NAME=VALUE, NULL at the end, or NULL. */
void         tarn_serve_fixture_start      (TarnServeFixture  *self,
                                            const char *const *words,
                                            GSocket           *socket,
                                            const char *const *variables);
/* The next line on stdout, NULL at its end; to be freed. */
char        *tarn_serve_fixture_read       (TarnServeFixture  *self);
/* Reads the table up to the line of @name, and returns its address; to be freed. */
char        *tarn_serve_fixture_find       (TarnServeFixture  *self,
                                            const char        *name);
/* Reads stderr until it has said @text. */
void         tarn_serve_fixture_await      (TarnServeFixture  *self,
                                            const char        *text);
/* Ends it by @signal, 0 to wait for its end; its exit status.  What it said is in @said. */
int          tarn_serve_fixture_end        (TarnServeFixture  *self,
                                            int                signal);

/* The sysName that the device at @address tells to @community, NULL for silence of @ms; to be
 * freed. */
char        *tarn_serve_ask                (const char        *address,
                                            const char        *community,
                                            guint              ms);
