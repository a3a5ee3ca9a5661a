/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-address-map.h"

#define NEVER (-1)

typedef struct
{
  guint8  width;
  guint8  fixed;       /* the policy leaves nothing to draw                       */
  guint8  kept_out;    /* only there to keep others away; no address of the caller */
  gint16  last_free;   /* the deepest bit where it can leave the tree              */
  guint8  octets[];    /* address, mask, value, image                              */
} Leaf;

struct _TarnAddressMap
{
  const char        *label;
  guint              width;
  TarnAddressPolicy  policy;
  gpointer           user_data;

  GHashTable        *leaves;      /* Leaf → itself, by address; owner                */
  GPtrArray         *sorted;      /* Leaf, owned by @leaves but for those kept out   */
  GPtrArray         *kept_out;    /* Leaf                                            */
  GArray            *keep_bits;   /* guint: bits of each of @kept_out                */

  TarnDraw          *draw;        /* while building                                  */
};

static guint8 *
leaf_address (Leaf *self)
{
  return self->octets;
}

static guint8 *
leaf_mask (Leaf *self)
{
  return self->octets + self->width;
}

static guint8 *
leaf_value (Leaf *self)
{
  return self->octets + 2 * self->width;
}

static guint8 *
leaf_image (Leaf *self)
{
  return self->octets + 3 * self->width;
}

static guint
get_bit (const guint8 *octets,
         guint         bit)
{
  return octets[bit / 8] >> (7 - bit % 8) & 1;
}

static void
set_bit (guint8 *octets,
         guint   bit,
         guint   to)
{
  guint8 mask = (guint8) (0x80 >> bit % 8);

  octets[bit / 8] = (guint8) (to ? octets[bit / 8] | mask : octets[bit / 8] & ~mask);
}

static guint
leaf_hash (gconstpointer key)
{
  const Leaf *self = key;
  guint hash = 5381;

  for (guint i = 0; i < self->width; i++)
    hash = hash * 33 + self->octets[i];

  return hash;
}

static gboolean
leaf_equal (gconstpointer a,
            gconstpointer b)
{
  const Leaf *x = a;
  const Leaf *y = b;

  return memcmp (x->octets, y->octets, x->width) == 0;
}

static Leaf *
leaf_new (guint         width,
          const guint8 *address)
{
  Leaf *self = g_malloc0 (sizeof (Leaf) + 4 * width);

  self->width = (guint8) width;
  memcpy (leaf_address (self), address, width);
  return self;
}

TarnAddressMap *
tarn_address_map_new (const char        *label,
                      guint              width,
                      TarnAddressPolicy  policy,
                      gpointer           user_data)
{
  TarnAddressMap *self = g_new0 (TarnAddressMap, 1);

  g_assert (width <= TARN_ADDRESS_MAX);
  self->label = label;
  self->width = width;
  self->policy = policy;
  self->user_data = user_data;
  self->leaves = g_hash_table_new_full (leaf_hash, leaf_equal, g_free, NULL);
  self->sorted = g_ptr_array_new ();
  self->kept_out = g_ptr_array_new_with_free_func (g_free);
  self->keep_bits = g_array_new (FALSE, FALSE, sizeof (guint));

  return self;
}

void
tarn_address_map_free (TarnAddressMap *self)
{
  g_hash_table_unref (self->leaves);
  g_ptr_array_unref (self->sorted);
  g_ptr_array_unref (self->kept_out);
  g_array_unref (self->keep_bits);
  g_free (self);
}

static Leaf *
find_leaf (TarnAddressMap *self,
           const guint8   *address)
{
  guint8 block[sizeof (Leaf) + TARN_ADDRESS_MAX] __attribute__ ((aligned (sizeof (gpointer))));
  Leaf *key = (Leaf *) block;

  key->width = (guint8) self->width;
  memcpy (key->octets, address, self->width);
  return g_hash_table_lookup (self->leaves, key);
}

gboolean
tarn_address_map_add (TarnAddressMap *self,
                      const guint8   *address)
{
  if (find_leaf (self, address) != NULL)
    return FALSE;

  g_hash_table_add (self->leaves, leaf_new (self->width, address));
  return TRUE;
}

gboolean
tarn_address_map_has (TarnAddressMap *self,
                      const guint8   *address)
{
  return find_leaf (self, address) != NULL;
}

void
tarn_address_map_keep_out (TarnAddressMap *self,
                           const guint8   *address,
                           guint           n_bits)
{
  Leaf *leaf = leaf_new (self->width, address);

  leaf->kept_out = TRUE;
  g_ptr_array_add (self->kept_out, leaf);
  g_array_append_val (self->keep_bits, n_bits);
}

static int
compare_leaves (gconstpointer a,
                gconstpointer b)
{
  Leaf *x = *(Leaf *const *) a;
  Leaf *y = *(Leaf *const *) b;

  return memcmp (leaf_address (x), leaf_address (y), x->width);
}

static void
ask_policy (TarnAddressMap *self,
            Leaf           *leaf,
            gboolean        pressed)
{
  memset (leaf_mask (leaf), leaf->kept_out ? 0xff : 0, self->width);
  memcpy (leaf_value (leaf), leaf_address (leaf), self->width);
  if (!leaf->kept_out)
    self->policy (leaf_address (leaf), pressed, leaf_mask (leaf), leaf_value (leaf),
                  self->user_data);

  leaf->fixed = memcmp (leaf_value (leaf), leaf_address (leaf), self->width) == 0;
  for (guint i = 0; i < self->width && leaf->fixed; i++)
    leaf->fixed = leaf_mask (leaf)[i] == 0xff;
}

static Leaf *
leaf_at (TarnAddressMap *self,
         guint           index)
{
  return self->sorted->pdata[index];
}

/* The first leaf from @low to @high, not included, whose bit @depth is set. */
static guint
find_fork (TarnAddressMap *self,
           guint           low,
           guint           high,
           guint           depth)
{
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_bit (leaf_address (leaf_at (self, middle)), depth))
        high = middle;
      else
        low = middle + 1;
    }

  return low;
}

/* Whether a leaf decides bit @depth, and how. */
static gboolean
is_decided (TarnAddressMap *self,
            guint           low,
            guint           high,
            guint           depth,
            guint          *value)
{
  for (guint i = low; i < high; i++)
    if (get_bit (leaf_mask (leaf_at (self, i)), depth))
      {
        *value = get_bit (leaf_value (leaf_at (self, i)), depth);
        return TRUE;
      }

  return FALSE;
}

/* Notes where each of the leaves, which agree in all bits before @depth, can leave the
 * tree: at the bits without a fork that are drawn, or decided to be the other one. */
static void
find_free (TarnAddressMap *self,
           guint           low,
           guint           high,
           guint           depth)
{
  for (; depth < 8 * self->width; depth++)
    {
      guint fork = find_fork (self, low, high, depth);
      guint bit = fork == low;
      guint value;

      if (fork > low && fork < high)
        {
          find_free (self, low, fork, depth + 1);
          find_free (self, fork, high, depth + 1);
          return;
        }
      if (is_decided (self, low, high, depth, &value) && value == bit)
        continue;
      for (guint i = low; i < high; i++)
        leaf_at (self, i)->last_free = (gint16) depth;
    }
}

/* One draw serves the eight bits below an octet boundary: each node of that piece of
 * the tree has a bit of its own in it. */
typedef struct
{
  gboolean there;
  guint8   octets[TARN_DRAW_OCTETS];
} Drawn;

static guint
draw_bit (TarnAddressMap *self,
          const guint8   *address,
          guint           depth,
          Drawn          *drawn)
{
  guint n_bits = depth % 8;
  guint node = 1u << n_bits | (guint) address[depth / 8] >> (8 - n_bits);

  if (!drawn->there)
    tarn_draw_take (self->draw, self->label, tarn_span (address, depth / 8), depth / 8,
                    drawn->octets);
  drawn->there = TRUE;

  return get_bit (drawn->octets, node);
}

static gboolean
can_leave_later (TarnAddressMap *self,
                 guint           low,
                 guint           high,
                 guint           depth)
{
  for (guint i = low; i < high; i++)
    if (leaf_at (self, i)->last_free <= (gint) depth && !leaf_at (self, i)->fixed)
      return FALSE;

  return TRUE;
}

/* @left: what stands for these leaves has left the tree. */
static void
make_images (TarnAddressMap *self,
             guint           low,
             guint           high,
             guint           depth,
             gboolean        left)
{
  Drawn drawn = { FALSE };

  for (; depth < 8 * self->width; depth++)
    {
      guint fork = find_fork (self, low, high, depth);
      guint bit = fork == low;
      guint value;

      if (depth % 8 == 0)
        drawn.there = FALSE;

      if (fork > low && fork < high)
        {
          for (guint i = low; i < high; i++)
            set_bit (leaf_image (leaf_at (self, i)), depth, i >= fork);
          make_images (self, low, fork, depth + 1, left);
          make_images (self, fork, high, depth + 1, left);
          return;
        }

      if (!is_decided (self, low, high, depth, &value))
        {
          value = draw_bit (self, leaf_address (leaf_at (self, low)), depth, &drawn);
          if (!left && value == bit && !can_leave_later (self, low, high, depth))
            value = !bit;
        }
      left |= value != bit;
      for (guint i = low; i < high; i++)
        set_bit (leaf_image (leaf_at (self, i)), depth, value);
    }
}

/* Adds what is kept out, but where an address lies there, which the policy keeps. */
static void
add_kept_out (TarnAddressMap *self)
{
  guint n = self->sorted->len;

  for (guint k = 0; k < self->kept_out->len; k++)
    {
      Leaf *leaf = self->kept_out->pdata[k];
      guint low = 0, high = n;

      for (guint bit = 0; bit < g_array_index (self->keep_bits, guint, k) && low < high; bit++)
        {
          guint fork = find_fork (self, low, high, bit);

          if (get_bit (leaf_address (leaf), bit))
            low = fork;
          else
            high = fork;
        }
      if (low == high)
        g_ptr_array_add (self->sorted, leaf);
    }

  g_ptr_array_sort (self->sorted, compare_leaves);
}

void
tarn_address_map_build (TarnAddressMap *self,
                        TarnDraw       *draw)
{
  GHashTableIter iter;
  gpointer leaf;
  gboolean pressed = FALSE;

  g_ptr_array_set_size (self->sorted, 0);
  g_hash_table_iter_init (&iter, self->leaves);
  while (g_hash_table_iter_next (&iter, &leaf, NULL))
    g_ptr_array_add (self->sorted, leaf);
  g_ptr_array_sort (self->sorted, compare_leaves);
  add_kept_out (self);

  for (guint i = 0; i < self->sorted->len; i++)
    {
      ask_policy (self, leaf_at (self, i), FALSE);
      leaf_at (self, i)->last_free = NEVER;
    }
  find_free (self, 0, self->sorted->len, 0);

  for (guint i = 0; i < self->sorted->len; i++)
    if (leaf_at (self, i)->last_free == NEVER && !leaf_at (self, i)->fixed)
      {
        ask_policy (self, leaf_at (self, i), TRUE);
        pressed = TRUE;
      }
  if (pressed)
    find_free (self, 0, self->sorted->len, 0);

  if (self->sorted->len == 0)
    return;
  self->draw = draw;
  make_images (self, 0, self->sorted->len, 0, FALSE);
  self->draw = NULL;
}

const guint8 *
tarn_address_map_get (TarnAddressMap *self,
                      const guint8   *address)
{
  Leaf *leaf = find_leaf (self, address);

  return leaf != NULL && self->sorted->len > 0 ? leaf_image (leaf) : NULL;
}

static gboolean
leaf_has_changed (Leaf *self)
{
  return memcmp (leaf_address (self), leaf_image (self), self->width) != 0;
}

void
tarn_address_map_foreach (TarnAddressMap  *self,
                          TarnAddressFunc  func,
                          gpointer         user_data)
{
  for (guint i = 0; i < self->sorted->len; i++)
    {
      Leaf *leaf = leaf_at (self, i);

      if (!leaf->kept_out && leaf_has_changed (leaf))
        func (leaf_address (leaf), leaf_image (leaf), user_data);
    }
}

guint
tarn_address_map_get_n_stuck (TarnAddressMap *self)
{
  guint n = 0;

  for (guint i = 0; i < self->sorted->len; i++)
    n += !leaf_at (self, i)->fixed && !leaf_has_changed (leaf_at (self, i));

  return n;
}
