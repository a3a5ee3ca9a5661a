/* tarn-scan-plan.h
 *
 * Private: whom a scan asks, in which order, and who has been asked.
 *
 * Targets are kept as blocks of addresses, so that a network of millions costs as much
 * as one address.  Each target is there once, at its first place, whatever overlaps.
 * They are given in the order in which they were added, or, after a shuffle, in one that
 * is spread over all networks (F-74): a permutation that is computed, not kept.
 *
 * Targets are added first; what is below tarn_scan_plan_get_size() ends that.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-address.h"
#include "net/tarn-transport.h"

G_BEGIN_DECLS

#define TARN_SCAN_PLAN_MAX_TARGETS (1 << 24)

typedef struct
{
  TarnEndpoint  endpoint;   /* AF_UNSPEC: @name must be looked up first      */
  const char   *name;       /* the plan's; NULL: an address                  */
  TarnFamily    family;     /* of the name: which addresses of it are wanted */
  guint16       port;
  guint64       number;     /* as given, from 0                              */
} TarnScanTarget;

typedef struct _TarnScanPlan TarnScanPlan;

TarnScanPlan *tarn_scan_plan_new              (void);
void          tarn_scan_plan_free             (TarnScanPlan         *self);

/* What TarnAddress reads, 10.0.0.0/24, 10.0.0.1-20, 10.0.0.1-10.0.1.20, [2001:db8::/120],
 * each with a port behind a colon or without.  TARN_ERROR_INVALID. */
gboolean      tarn_scan_plan_add              (TarnScanPlan         *self,
                                               const char           *spec,
                                               GError              **error);
/* One of these a line, empty ones and what stands behind # left out; "-" is standard
 * input.  Errors name file and line. */
gboolean      tarn_scan_plan_add_file         (TarnScanPlan         *self,
                                               const char           *path,
                                               GError              **error);
/* How many there are already; of those given, how many were there before. */
guint64       tarn_scan_plan_get_size         (const TarnScanPlan   *self);
guint64       tarn_scan_plan_get_n_duplicates (const TarnScanPlan   *self);

void          tarn_scan_plan_shuffle          (TarnScanPlan         *self,
                                               guint32               seed);
/* The target at @position, which is less than the size. */
void          tarn_scan_plan_get              (TarnScanPlan         *self,
                                               guint64               position,
                                               TarnScanTarget       *target);

/* Whether whatever was to be had from the target at @position has been told. */
void          tarn_scan_plan_set_done         (TarnScanPlan         *self,
                                               guint64               position);
gboolean      tarn_scan_plan_is_done          (TarnScanPlan         *self,
                                               guint64               position);
guint64       tarn_scan_plan_get_n_done       (const TarnScanPlan   *self);

/* Seed and what is done, as a line of text. */
char         *tarn_scan_plan_dup_state        (TarnScanPlan         *self);
/* Goes on from there.  TARN_ERROR_INVALID, and nothing changed, if that is the state of
 * other targets, or no state. */
gboolean      tarn_scan_plan_set_state        (TarnScanPlan         *self,
                                               const char           *state,
                                               GError              **error);

/* "192.0.2.1", "[2001:db8::1]:1161", "switch.example": with a port unless that is 161, as
 * tarn_scan_plan_add() reads it. */
void          tarn_scan_target_append         (const TarnScanTarget *self,
                                               GString              *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnScanPlan, tarn_scan_plan_free)

G_END_DECLS
