/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-word-map.h"

#define MAX_WORD  255   /* of a longer one, the rest is drawn like the beginning again */
#define MAX_TRIES 64
#define MAX_KEPT_DIGITS 3

/* Sorted.  Roles, interfaces, places in a network, top-level domains, vendors, what
 * stands where nothing was filled in. */
static const char *const generic_words[] = {
  "access", "admin", "administrator", "ae", "agent", "aggregate", "aggregation", "all", "allowed",
  "and", "any", "ap", "area", "aruba", "at", "backbone", "backup", "bmc", "bond", "border",
  "bridge", "building", "by", "camera", "card", "center", "centre", "cfg", "channel", "chassis",
  "circuit", "cisco", "client", "co", "com", "common", "conf", "config", "configure", "console",
  "contact", "copper", "core", "cpu", "cust", "customer", "data", "datacenter", "de", "default",
  "dell", "department", "dept", "desk", "device", "dist", "distribution", "dmz", "domain", "down",
  "edge", "edit", "edu", "end", "engineering", "enter", "et", "etc", "eth", "ethernet", "ext",
  "external", "fa", "fan", "fastethernet", "feed", "fiber", "fibre", "field", "file", "fill",
  "firewall", "floor", "for", "fortygige", "free", "from", "fw", "gateway", "ge", "gi", "gig",
  "gigabit", "gigabitethernet", "gov", "group", "guest", "gw", "helpdesk", "here", "home", "host",
  "hp", "hpe", "huawei", "hundredgige", "id", "idrac", "ilo", "in", "info", "initial", "input",
  "int", "interface", "internal", "internet", "io", "ip", "ipmi", "ipv", "irb", "is", "it",
  "juniper", "lab", "lag", "lan", "lb", "leaf", "left", "level", "line", "link", "linux", "lo",
  "local", "localdomain", "localhost", "location", "loopback", "mail", "main", "management", "mgmt",
  "mgt", "module", "monitoring", "na", "name", "native", "net", "netman", "network", "networks",
  "new", "no", "noc", "node", "none", "not", "notify", "null", "of", "office", "old", "on", "oobm",
  "operations", "operator", "or", "org", "output", "owner", "pdu", "person", "phone", "please",
  "po", "point", "port", "portchannel", "power", "premise", "primary", "printer", "private", "prod",
  "production", "public", "rack", "read", "reserved", "responsible", "restricted", "right", "ro",
  "room", "root", "router", "row", "rtr", "rw", "rx", "secondary", "sensor", "serial", "series",
  "server", "service", "set", "sfp", "site", "slot", "snmp", "snmpd", "spare", "spine", "stack",
  "storage", "sub", "support", "sw", "switch", "sysadmin", "system", "systemview", "te", "team",
  "temp", "temperature", "ten", "tengigabitethernet", "tengige", "test", "the", "tmp", "to",
  "trunk", "tunnel", "tx", "undefined", "unit", "unknown", "unset", "up", "uplink", "ups", "used",
  "user", "usm", "via", "view", "virtual", "vlan", "vm", "voice", "voip", "wan", "wifi", "windows",
  "wireless", "with", "wlan", "write", "www", "xe", "xgigabitethernet", "your",
};

typedef struct
{
  char     *image;     /* folded; NULL: it stays            */
  gboolean  ordered;
} Entry;

struct _TarnWordMap
{
  GHashTable *entries;   /* folded word → Entry; of others than ordered: what is drawn  */
  GHashTable *images;    /* those given out, owned by the entries                        */
  GPtrArray  *ordered;   /* folded words in order, while building                        */
  GPtrArray  *results;   /* GString of each, while building                              */
  TarnDraw   *draw;
  guint       attempt;   /* of the ordered ones                                          */
};

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_free (self->image);
  g_free (self);
}

TarnWordMap *
tarn_word_map_new (void)
{
  TarnWordMap *self = g_new0 (TarnWordMap, 1);

  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  self->images = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

void
tarn_word_map_free (TarnWordMap *self)
{
  g_hash_table_unref (self->images);
  g_hash_table_unref (self->entries);
  g_free (self);
}

static void
fold (TarnSpan  word,
      char     *out)
{
  for (gsize i = 0; i < word.len; i++)
    out[i] = g_ascii_tolower ((char) word.data[i]);
  out[word.len] = '\0';
}

static int
compare_text (gconstpointer a,
              gconstpointer b)
{
  return strcmp (a, *(const char *const *) b);
}

/* The beginning of @word that is drawn if the word is not ordered; 0: it stays. */
static gsize
drawn_len (TarnSpan    word,
           const char *folded)
{
  g_autofree char *stem = NULL;
  gsize n_digits = 0, len = word.len;

  while (n_digits < len && g_ascii_isdigit (folded[len - 1 - n_digits]))
    n_digits++;

  if (n_digits <= MAX_KEPT_DIGITS)
    for (gsize i = 0; i < len - n_digits; i++)
      if (g_ascii_isdigit (folded[i]))
        n_digits = 0;
  if (n_digits == len)
    return len <= MAX_KEPT_DIGITS ? 0 : len;
  if (n_digits <= MAX_KEPT_DIGITS && len - n_digits >= 2)
    len -= n_digits;
  if (len == 1)
    return 0;

  stem = g_strndup (folded, len);
  return bsearch (stem, generic_words, G_N_ELEMENTS (generic_words), sizeof generic_words[0],
                  compare_text) != NULL ? 0 : len;
}

gboolean
tarn_word_is_generic (TarnSpan word)
{
  char folded[MAX_WORD + 1];

  if (word.len > MAX_WORD)
    return FALSE;
  fold (word, folded);
  return drawn_len (word, folded) == 0;
}

static Entry *
find_entry (TarnWordMap *self,
            TarnSpan     word,
            gsize       *len)
{
  char folded[MAX_WORD + 1];
  Entry *entry;

  fold (word, folded);
  *len = word.len;
  entry = g_hash_table_lookup (self->entries, folded);
  if (entry != NULL && entry->ordered)
    return entry;

  *len = drawn_len (word, folded);
  folded[*len] = '\0';
  return *len > 0 ? g_hash_table_lookup (self->entries, folded) : NULL;
}

void
tarn_word_map_add (TarnWordMap *self,
                   TarnSpan     word,
                   gboolean     ordered)
{
  Entry *entry;
  gsize len;

  for (; word.len > MAX_WORD; word = tarn_span (word.data + MAX_WORD, word.len - MAX_WORD))
    tarn_word_map_add (self, tarn_span (word.data, MAX_WORD), ordered);

  entry = find_entry (self, word, &len);
  if (ordered)
    len = word.len;
  if (len == 0 || (entry != NULL && (entry->ordered || !ordered)))
    return;

  entry = g_new0 (Entry, 1);
  entry->ordered = ordered;
  {
    char folded[MAX_WORD + 1];

    fold (tarn_span (word.data, len), folded);
    g_hash_table_insert (self->entries, g_strdup (folded), entry);
  }
}

/* First and last octet of those that may stand for @octet. */
static void
class_of (guint8  octet,
          guint  *first,
          guint  *last)
{
  *first = octet >= 0x80 ? 0x80 : g_ascii_isdigit (octet) ? '0' : 'a';
  *last = octet >= 0x80 ? 0xff : g_ascii_isdigit (octet) ? '9' : 'z';
}

typedef struct
{
  guint first;   /* word of the run, in the array            */
  guint n;       /* words                                    */
} Child;

/* Gives each child of a node, all of one class, another octet, in order.  Returns
 * whether that leads out of the tree; else they keep theirs. */
static gboolean
place_children (TarnWordMap *self,
                const GArray *children,
                guint         from,
                guint         to,
                guint         depth,
                gboolean      left)
{
  const char *word = self->ordered->pdata[g_array_index (children, Child, from).first];
  gboolean taken[256] = { FALSE };
  guint8 drawn[TARN_DRAW_OCTETS];
  guint first, last, n_free = 0, n_wanted = to - from, n_used = 0;

  class_of ((guint8) word[depth], &first, &last);
  for (guint i = from; i < to && !left; i++)
    {
      const char *other = self->ordered->pdata[g_array_index (children, Child, i).first];

      taken[(guint8) other[depth]] = TRUE;
    }
  for (guint octet = first; octet <= last; octet++)
    n_free += !taken[octet];
  if (n_free < n_wanted)
    return FALSE;

  /* Each free octet is chosen with the chance that leaves all choices alike. */
  for (guint octet = first; octet <= last && n_wanted > 0; octet++)
    {
      guint at = n_used % (TARN_DRAW_OCTETS / 2) * 2;
      const Child *child = &g_array_index (children, Child, to - n_wanted);

      if (taken[octet])
        continue;
      if (at == 0)
        tarn_draw_take (self->draw, "ordered", tarn_span (word, depth),
                        (self->attempt << 16) | (first << 8) | n_used, drawn);
      n_used++;
      if ((guint) (drawn[at] << 8 | drawn[at + 1]) % n_free-- >= n_wanted)
        continue;

      for (guint i = child->first; i < child->first + child->n; i++)
        ((GString *) self->results->pdata[i])->str[depth] = (char) octet;
      n_wanted--;
    }

  return TRUE;
}

/* Words @low to @high, not included, agree in their first @depth octets. */
static void
place_words (TarnWordMap *self,
             guint        low,
             guint        high,
             guint        depth,
             gboolean     left)
{
  g_autoptr(GArray) children = g_array_new (FALSE, FALSE, sizeof (Child));
  guint from = 0;

  for (guint i = low; i < high; i++)
    {
      const char *word = self->ordered->pdata[i];
      Child *last = children->len > 0 ? &g_array_index (children, Child, children->len - 1) : NULL;

      if (word[depth] == '\0')
        continue;
      if (last != NULL && ((const char *) self->ordered->pdata[last->first])[depth] == word[depth])
        last->n++;
      else
        g_array_append_val (children, ((Child) { i, 1 }));
    }

  while (from < children->len)
    {
      guint to = from, first, last;
      gboolean out;

#define OCTET(i) \
  (guint8) ((const char *) self->ordered->pdata[g_array_index (children, Child, i).first])[depth]
      class_of (OCTET (from), &first, &last);
      while (to < children->len && OCTET (to) <= last)
        to++;
#undef OCTET

      out = place_children (self, children, from, to, depth, left);
      for (; from < to; from++)
        {
          const Child *child = &g_array_index (children, Child, from);

          place_words (self, child->first, child->first + child->n, depth + 1, left || out);
        }
    }
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Whether no image is one of the words that are to go. */
static gboolean
try_ordered (TarnWordMap *self)
{
  gboolean good = TRUE;

  place_words (self, 0, self->ordered->len, 0, FALSE);
  for (guint i = 0; i < self->ordered->len && good; i++)
    {
      const char *image = ((GString *) self->results->pdata[i])->str;

      good = strcmp (image, self->ordered->pdata[i]) == 0
             || !g_hash_table_contains (self->entries, image);
    }

  return good;
}

static void
free_string (gpointer data)
{
  g_string_free (data, TRUE);
}

static void
build_ordered (TarnWordMap *self)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new ();
  g_autoptr(GPtrArray) results = g_ptr_array_new_with_free_func (free_string);
  GHashTableIter iter;
  gpointer word, entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &word, &entry))
    if (((Entry *) entry)->ordered)
      g_ptr_array_add (words, word);
  g_ptr_array_sort (words, compare_words);
  for (guint i = 0; i < words->len; i++)
    g_ptr_array_add (results, g_string_new (words->pdata[i]));

  self->ordered = words;
  self->results = results;
  for (self->attempt = 0; self->attempt < MAX_TRIES && !try_ordered (self); self->attempt++)
    for (guint i = 0; i < words->len; i++)
      g_string_assign (results->pdata[i], words->pdata[i]);

  for (guint i = 0; i < words->len; i++)
    {
      Entry *of = g_hash_table_lookup (self->entries, words->pdata[i]);

      g_free (of->image);
      of->image = g_strdup (((GString *) results->pdata[i])->str);
      g_hash_table_add (self->images, of->image);
    }
  self->ordered = self->results = NULL;
}

/* What may stand for @word, in octets of the same classes. */
static char *
draw_word (TarnWordMap *self,
           const char  *word,
           guint        attempt)
{
  gsize len = strlen (word);
  char *image = g_strdup (word);
  guint8 drawn[TARN_DRAW_OCTETS];

  for (gsize i = 0; i < len; i++)
    {
      if (i % TARN_DRAW_OCTETS == 0)
        tarn_draw_take (self->draw, "word", tarn_span (word, len),
                        (guint) (attempt << 16 | i), drawn);
      image[i] = (char) (g_ascii_isdigit (word[i]) ? '0' + drawn[i % TARN_DRAW_OCTETS] % 10
                         : 'a' + drawn[i % TARN_DRAW_OCTETS] % 26);
    }

  return image;
}

static void
build_free (TarnWordMap *self,
            const char  *word,
            Entry       *entry)
{
  for (guint attempt = 0; attempt < MAX_TRIES; attempt++)
    {
      g_autofree char *image = draw_word (self, word, attempt);

      if (!g_hash_table_contains (self->entries, image)
          && !g_hash_table_contains (self->images, image)
          && !tarn_word_is_generic (tarn_span (image, strlen (image))))
        {
          entry->image = g_steal_pointer (&image);
          g_hash_table_add (self->images, entry->image);
          return;
        }
    }
}

void
tarn_word_map_build (TarnWordMap *self,
                     TarnDraw    *draw)
{
  g_autoptr(GList) words = g_list_sort (g_hash_table_get_keys (self->entries),
                                        (GCompareFunc) strcmp);

  self->draw = draw;
  g_hash_table_remove_all (self->images);
  build_ordered (self);
  /* In order, so that the key alone decides who is second where two draw the same. */
  for (GList *l = words; l != NULL; l = l->next)
    {
      Entry *entry = g_hash_table_lookup (self->entries, l->data);

      if (!entry->ordered)
        {
          g_clear_pointer (&entry->image, g_free);
          build_free (self, l->data, entry);
        }
    }
  self->draw = NULL;
}

gboolean
tarn_word_map_replace (TarnWordMap *self,
                       guint8      *word,
                       gsize        len)
{
  Entry *entry;
  gsize n;

  for (; len > MAX_WORD; word += MAX_WORD, len -= MAX_WORD)
    if (!tarn_word_map_replace (self, word, MAX_WORD))
      return FALSE;

  entry = find_entry (self, tarn_span (word, len), &n);
  if (entry == NULL || entry->image == NULL)
    return n == 0 || entry != NULL;

  for (gsize i = 0; i < n; i++)
    word[i] = (guint8) (g_ascii_isupper (word[i]) ? g_ascii_toupper (entry->image[i])
                        : entry->image[i]);
  return TRUE;
}

gboolean
tarn_word_map_stays (TarnWordMap *self,
                     TarnSpan     word)
{
  guint8 copy[MAX_WORD];
  char folded[MAX_WORD + 1], image[MAX_WORD + 1];

  if (word.len > MAX_WORD)
    return FALSE;

  memcpy (copy, word.data, word.len);
  tarn_word_map_replace (self, copy, word.len);
  fold (word, folded);
  fold (tarn_span (copy, word.len), image);
  return strcmp (folded, image) == 0;
}
