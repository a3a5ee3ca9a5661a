/* tarn-cli-serve-fleet.h
 *
 * The devices that tarn serve serves: what is opened, where each listens, and how a new list
 * takes the place of the old one.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli-serve-list.h"
#include "tarn-cli-systemd.h"

G_BEGIN_DECLS

typedef struct
{
  const CliCommand *command;
  CliServeSaid     *said;
  TarnAddress      *listen;         /* the first place; NULL: the default               */
  gboolean          one;            /* one FILE: its place is the place, and it is open */
  gboolean          by_address;     /* each has an address, else a port                 */
  gboolean          by_community;   /* all at one place                                 */
  gboolean          at_names;       /* likewise: community@name                         */
  gboolean          hides_communities;   /* they are not to be printed                  */
  guint             max_open;
  GPtrArray        *passed;         /* of CliPassedSocket                               */

  TarnAgentGroup   *group;
  GPtrArray        *served;         /* of CliServed, in the order of the list           */
  GHashTable       *names;          /* → CliServed                                      */
  guint             round;          /* of reading the list                              */
  gboolean          listens;
  guint             n_syncing;      /* captures that are being made durable             */
  CliStatus         worst;          /* how that went                                    */
} CliServeFleet;

/* A device of it. */
typedef struct
{
  CliServeDevice  device;
  CliServeFleet  *fleet;
  CliServeEntry  *entry;
  CliServeStore  *store;      /* NULL: it is not open                       */
  guint           number;     /* of its place, from the first one on        */
  char           *rules;      /* of the file of --access; NULL: of options  */
  char           *missing;    /* what keeps its file from being read; NULL  */
  guint           round;      /* of the list that it was in last            */
  gboolean        is_new;     /* no list with it has been taken yet         */
} CliServed;

void       cli_serve_fleet_init        (CliServeFleet *self);
void       cli_serve_fleet_clear       (CliServeFleet *self);
/* Whether devices are told apart by what is in a request. */
gboolean   cli_serve_fleet_is_shared   (CliServeFleet *self);
/* Takes the devices of @entries, which keeps the others, in place of those that it has: those
 * that are the same go on undisturbed.  FALSE after a complaint, with nothing changed. */
gboolean   cli_serve_fleet_set_entries (CliServeFleet *self,
                                        GPtrArray     *entries);
/* Everybody begins to listen.  FALSE after a complaint. */
gboolean   cli_serve_fleet_listen      (CliServeFleet *self);
/* What has come is answered, and what was written is on the disk. */
CliStatus  cli_serve_fleet_end         (CliServeFleet *self);

/* tarn-cli-serve-place.c: where the devices are.  Its own address, or the one for its number;
 * *@address of NULL is the default.  FALSE after a complaint. */
gboolean   cli_serve_find_address      (CliServeFleet *self,
                                        CliServed     *served,
                                        TarnAddress  **address);
gboolean   cli_serve_is_loopback       (const TarnAddress *address);
/* The sockets that were passed go to whom they are for.  FALSE after a complaint. */
gboolean   cli_serve_give_sockets      (CliServeFleet *self);
/* So many files can be open; FALSE after a complaint. */
gboolean   cli_serve_fit_limits        (CliServeFleet *self);

/* tarn-cli-serve-table.c: who is where, on stdout. */
gboolean   cli_serve_print_table       (CliServeFleet *self,
                                        gboolean       json);
/* What is open to others than this computer, and for whom, as notes. */
void       cli_serve_tell_openings     (CliServeFleet *self);

G_END_DECLS
