/* tarn-twin-settings.h
 *
 * How a capture is to be served: what a person chooses, as rules and options of tarn serve.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What tells several captures apart. */
typedef enum
{
  TARN_TWIN_BY_PORT,
  TARN_TWIN_BY_ADDRESS,
  TARN_TWIN_BY_COMMUNITY,    /* each its name: nobody may write then */
} TarnTwinWay;

/* Lists are NULL where there is nothing in them, and end with NULL. */
typedef struct
{
  const char         *path;             /* the capture                               */
  const char         *address;          /* "127.0.0.1"                               */
  guint16             port;             /* 0: any that is free                       */
  const char         *community;
  const char         *write_community;  /* "": nobody may write                      */
  const char * const *faults;           /* as tarn serve --fault                     */
  gboolean            live;             /* sysUpTime and the snmp group are its own  */
  const char         *move;             /* as tarn serve --move; NULL: nothing moves */
  const char         *overlay;          /* where writes go; NULL: into the capture   */
  const char * const *included;         /* OIDs in numbers: all, if none is there    */
  const char * const *excluded;
  const char * const *networks;         /* who may ask: everybody, likewise          */
  const char * const *receivers;        /* of its own notifications                  */
  const char * const *others;           /* captures that are served as well          */
  TarnTwinWay         way;              /* with others                               */
} TarnTwinSettings;

void   tarn_twin_settings_copy       (TarnTwinSettings        *self,
                                      const TarnTwinSettings  *from);
void   tarn_twin_settings_clear      (TarnTwinSettings        *self);
/* What tarn serve --access reads: nobody sees the communities in a list of processes.  "" where
 * each capture has a community.  The caller's to free. */
char  *tarn_twin_settings_make_rules (const TarnTwinSettings  *self);
/* The options and captures, behind "serve"; the caller's to free. */
GStrv  tarn_twin_settings_make_words (const TarnTwinSettings  *self,
                                      const char              *status_path);

G_END_DECLS
