/* tarn-objects.h
 *
 * What well-known objects hold that tells whose device it is, and how their indices are
 * made: what MIB modules say, in short, for those where it matters.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  TARN_HOLDS_NOTHING,
  TARN_HOLDS_ADDRESS,     /* 4, 8, 16 or 20 octets; or text                            */
  TARN_HOLDS_MAC,         /* 6 octets, or 8 with two in front (BridgeId, WWN); or text */
  TARN_HOLDS_ENGINE,      /* SnmpEngineID                                              */
  TARN_HOLDS_TRANSPORT,   /* address and port                                          */
  TARN_HOLDS_CHASSIS,     /* of LLDP: by the subtype that the column before has        */
  TARN_HOLDS_PORT,        /* likewise; a name of an interface stays                    */
  TARN_HOLDS_HOST,
  TARN_HOLDS_PERSON,
  TARN_HOLDS_PLACE,
  TARN_HOLDS_SERIAL,
  TARN_HOLDS_NAME,        /* community, user, group, view                              */
  TARN_HOLDS_LABEL,       /* what an administrator wrote                               */
  TARN_HOLDS_SECRET,      /* a key, or addresses packed in octets: nothing of it stays */
  TARN_HOLDS_UNAME,       /* text that perhaps begins as uname -a does                 */
  TARN_HOLDS_VERSION,     /* 12.2.55.3 is no address                                   */
} TarnHolds;

typedef struct
{
  const char *prefix;    /* of a row of a table, or of a group of scalars           */
  /* Of a table: a letter for each part of the index.  i: one arc; 4: IpAddress; m: MAC;
   * x: 16 octets of IPv6; a: InetAddressType and InetAddress, or alike; l: a length and
   * octets, an address if there are 4, 6 or 16; s: a length and a name; S: a name to the
   * end; e: a length and an engine ID; o: a length and an OID. */
  const char *index;
  const char *columns;   /* "5=host 6=place": the arc behind the prefix, what it holds */
} TarnObjectFacts;

typedef struct
{
  const TarnObjectFacts *facts;
  guint                  n_arcs;     /* of the prefix                             */
  guint32               *arcs;
  GArray                *columns;    /* pairs of guint32: arc, TarnHolds          */
} TarnObject;

extern const TarnObjectFacts tarn_object_facts[];
extern const guint           tarn_n_object_facts;

/* The object with the longest prefix, or NULL. */
const TarnObject *tarn_objects_find      (const guint32    *arcs,
                                          guint             n_arcs);
/* What the instance @arcs of @self holds. */
TarnHolds         tarn_object_get_holds  (const TarnObject *self,
                                          const guint32    *arcs,
                                          guint             n_arcs);

G_END_DECLS
