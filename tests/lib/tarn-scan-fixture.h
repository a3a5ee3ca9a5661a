/* tarn-scan-fixture.h
 *
 * A house full of devices for the command tarn scan: an agent that listens everywhere is
 * one at each address of 127.0.0.0/8 (F-12); a socket that nobody reads is one that is
 * silent.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

typedef struct
{
  char        *folder;
  char        *captures;      /* a folder in it that is not there */
  char        *state;         /* and files                        */
  char        *list;
  GSubprocess *agent;
  guint16      port;          /* of all devices                   */
  GSocket     *deaf;
  guint16      deaf_port;     /* of devices that are silent       */
  guint16      closed_port;   /* where nobody listens             */
} TarnScanFixture;

void   tarn_scan_fixture_set_up     (TarnScanFixture *self,
                                     gconstpointer    data);
void   tarn_scan_fixture_tear_down  (TarnScanFixture *self,
                                     gconstpointer    data);
/* A list of targets: @n_alive devices, as many silent ones, and one without an agent. */
void   tarn_scan_fixture_write_list (TarnScanFixture *self,
                                     guint            n_alive);

/* The lines of @text that begin with @prefix; how often @word is in it. */
guint  tarn_count_lines             (const char      *text,
                                     const char      *prefix);
guint  tarn_count_words             (const char      *text,
                                     const char      *word);
/* Of a folder. */
guint  tarn_count_captures          (const char      *folder);
char  *tarn_read_file               (const char      *folder,
                                     const char      *name);
