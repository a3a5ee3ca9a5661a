/* tarn-address-map.h
 *
 * Addresses of one width and what stands for them, so that order, common prefixes and
 * difference are kept: two addresses that agree in their first n bits still do, and
 * agree in no more.
 *
 * In the tree of all addresses, bit by bit, a fork stays as it is; where no fork is, the
 * bit is drawn, and each address is led out of the tree at least once, so that what
 * stands for one is never another of them.  Nothing better keeps order: of addresses
 * that fill a range without a hole, each is where it must be.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-draw.h"

G_BEGIN_DECLS

#define TARN_ADDRESS_MAX 32   /* octets: an engine ID */

typedef struct _TarnAddressMap TarnAddressMap;

/* Which bits are decided, not drawn: those set in @mask (zeros at first) become those of
 * @value (@address at first).  @pressed: only what must be; this address found no bit
 * that could be drawn. */
typedef void (*TarnAddressPolicy) (const guint8 *address,
                                   gboolean      pressed,
                                   guint8       *mask,
                                   guint8       *value,
                                   gpointer      user_data);

typedef void (*TarnAddressFunc)   (const guint8 *address,
                                   const guint8 *image,
                                   gpointer      user_data);

TarnAddressMap *tarn_address_map_new       (const char         *label,
                                            guint               width,
                                            TarnAddressPolicy   policy,
                                            gpointer            user_data);
void            tarn_address_map_free      (TarnAddressMap     *self);

/* Returns whether it was not there; also after building, which then must be done again. */
gboolean        tarn_address_map_add       (TarnAddressMap     *self,
                                            const guint8       *address);
gboolean        tarn_address_map_has       (TarnAddressMap     *self,
                                            const guint8       *address);
/* What stands for all others stays out of the first @n_bits of @address. */
void            tarn_address_map_keep_out  (TarnAddressMap     *self,
                                            const guint8       *address,
                                            guint               n_bits);
void            tarn_address_map_build     (TarnAddressMap     *self,
                                            TarnDraw           *draw);
/* NULL unless it was there when the map was built. */
const guint8   *tarn_address_map_get       (TarnAddressMap     *self,
                                            const guint8       *address);
/* In order, those that changed. */
void            tarn_address_map_foreach   (TarnAddressMap     *self,
                                            TarnAddressFunc     func,
                                            gpointer            user_data);
/* How many could not be changed, although the policy leaves bits to draw. */
guint           tarn_address_map_get_n_stuck (TarnAddressMap   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnAddressMap, tarn_address_map_free)

G_END_DECLS
