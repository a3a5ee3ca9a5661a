/* tarn-connect-ways.h
 *
 * The ways in which a device can be asked, in the order in which they are tried.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-connect-profiles.h"

G_BEGIN_DECLS

typedef struct
{
  TarnVersion  version;
  GBytes      *community;
  gint64       timeout_us;   /* of the first try                                       */
  guint        retries;
  char        *profile;      /* whose way it is; NULL: nobody's                        */
  char        *told;         /* as people call it; never the community, but for "public" */
} TarnConnectWay;

/* Of TarnConnectWay. */
GPtrArray      *tarn_connect_ways_new         (void);
/* One that a person chose. */
TarnConnectWay *tarn_connect_ways_add         (GPtrArray                *self,
                                               TarnVersion               version,
                                               GBytes                   *community,
                                               gint64                    timeout_us,
                                               guint                     retries);
void            tarn_connect_ways_add_profile (GPtrArray                *self,
                                               const TarnConnectProfile *profile,
                                               GBytes                   *community);
/* v2c and v1.  @community NULL: the one that most devices have. */
void            tarn_connect_ways_add_guesses (GPtrArray                *self,
                                               TarnVersion               first,
                                               GBytes                   *community,
                                               gint64                    timeout_us);
/* That nothing of it was answered. */
GError         *tarn_connect_ways_describe    (GPtrArray                *self,
                                               const TarnAddress        *address);

/* Whether it is the community that is nobody's secret. */
gboolean        tarn_connect_is_public        (GBytes                   *community);

G_END_DECLS
