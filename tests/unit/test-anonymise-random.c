/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Trees made up by chance, with secrets planted in them: none is left, order is kept,
 * what was one is one, and what was two are two.
 */
#include "tarn-test.h"

#include "tarn-test-anonymise.h"
#include "tarn-test-recording.h"

#define N_ADDRESSES 30
#define N_NAMES     12

typedef struct
{
  GHashTable *lines;      /* OID as text → type and value */
  char       *addresses[N_ADDRESSES];
  guint8      macs[N_ADDRESSES][6];
  char       *names[N_NAMES];
} Tree;

static guint
rand_below (guint n)
{
  return (guint) g_test_rand_int_range (0, (gint32) n);
}

G_GNUC_PRINTF (3, 4)
static void
plant (Tree       *self,
       char       *oid,
       const char *format,
       ...)
{
  va_list args;

  va_start (args, format);
  g_hash_table_replace (self->lines, oid, g_strdup_vprintf (format, args));
  va_end (args);
}

/* Letters that no other part of the tree has: a name of consonants. */
static char *
make_name (void)
{
  static const char letters[] = "bdfgkmpqvwz";
  guint len = 5 + rand_below (6);
  GString *name = g_string_new (NULL);

  for (guint i = 0; i < len; i++)
    g_string_append_c (name, letters[rand_below (sizeof letters - 1)]);
  if (rand_below (2))
    g_string_append_printf (name, "-%s%u", name->str, 10 + rand_below (80));

  return g_string_free (name, FALSE);
}

static char *
arcs_of (gconstpointer octets,
         gsize         len)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < len; i++)
    g_string_append_printf (text, ".%u", ((const guint8 *) octets)[i]);
  return g_string_free (text, FALSE);
}

static void
plant_address (Tree *self,
               guint i)
{
  const char *address = self->addresses[i];
  const guint8 *mac = self->macs[i];
  guint n = rand_below (1000);
  g_autofree char *arcs = arcs_of (mac, 6);

  plant (self, g_strdup_printf ("1.3.6.1.2.1.4.20.1.1.%s", address), "64|%s", address);
  plant (self, g_strdup_printf ("1.3.6.1.2.1.4.34.1.3.1.4.%s", address), "2|1");
  plant (self, g_strdup_printf ("1.3.6.1.2.1.6.13.1.1.%s.22.%s.99", address,
                                self->addresses[rand_below (N_ADDRESSES)]), "2|5");
  plant (self, g_strdup_printf ("1.3.6.1.2.1.4.22.1.2.%u.%s", n, address),
         "4x|%02x%02x%02x%02x%02x%02x", mac[0], mac[1], mac[2], mac[3], mac[4], mac[5]);
  plant (self, g_strdup_printf ("1.3.6.1.2.1.17.4.3.1.2%s", arcs), "2|3");
  plant (self, g_strdup_printf ("1.3.6.1.4.1.4711.1.1.1.2.%s", address), "2|%u", n);
  plant (self, g_strdup_printf ("1.3.6.1.4.1.4711.2.1.1.2.7%s", arcs), "2|%u", n);
  plant (self, g_strdup_printf ("1.3.6.1.4.1.4711.3.%u.0", n),
         "4|link to %s (%02X-%02X-%02X-%02X-%02X-%02X) is up", address,
         mac[0], mac[1], mac[2], mac[3], mac[4], mac[5]);
}

static void
plant_name (Tree *self,
            guint i)
{
  const char *name = self->names[i];
  gsize len = strlen (name);
  g_autofree char *arcs = arcs_of (name, len);

  plant (self, g_strdup_printf ("1.3.6.1.4.1.4711.4.%u.0", i), "4|user %s, logged in", name);
  switch (i % 4)
    {
    case 0:
      plant (self, g_strdup ("1.3.6.1.2.1.1.5.0"), "4|%s", name);
      break;
    case 1:
      plant (self, g_strdup_printf ("1.3.6.1.2.1.47.1.1.1.1.11.%u", i), "4|%s", name);
      break;
    case 2:
      plant (self, g_strdup_printf ("1.3.6.1.6.3.16.1.2.1.3.3.%u%s", (guint) len, arcs), "4|grp");
      break;
    default:
      plant (self, g_strdup_printf ("1.3.6.1.6.3.18.1.1.1.2%s", arcs), "4|%s", name);
      plant (self, g_strdup_printf ("1.3.6.1.4.1.4711.5.1.1.2.%u%s", (guint) len, arcs), "2|1");
      break;
    }
}

static void
tree_init (Tree *self)
{
  self->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < N_ADDRESSES; i++)
    {
      static const char *const nets[] = { "10.20", "172.30", "192.168", "203.77", "99.200" };

      self->addresses[i] = g_strdup_printf ("%s.%u.%u", nets[rand_below (5)], 100 + rand_below (150),
                                            100 + rand_below (150));
      for (guint k = 0; k < 6; k++)
        self->macs[i][k] = (guint8) (k < 3 ? 0x90 + 2 * k : 0x80 + rand_below (128));
    }
  for (guint i = 0; i < N_NAMES; i++)
    {
      g_autofree char *name = make_name ();

      /* No serial number is without a digit. */
      self->names[i] = i % 4 == 1 ? g_strdup_printf ("%s%u", name, 1000 + i) : g_strdup (name);
    }

  for (guint i = 0; i < N_ADDRESSES; i++)
    plant_address (self, i);
  /* There is one sysName. */
  for (guint i = 0; i < N_NAMES; i++)
    if (i % 4 != 0 || i == 0)
      plant_name (self, i);
  for (guint i = 0; i < 300; i++)
    plant (self, g_strdup_printf ("1.3.6.1.2.1.2.2.1.%u.%u", 1 + rand_below (5), rand_below (60)),
           "2|%u", rand_below (1000));
}

static void
tree_clear (Tree *self)
{
  g_hash_table_unref (self->lines);
  for (guint i = 0; i < N_ADDRESSES; i++)
    g_free (self->addresses[i]);
  for (guint i = 0; i < N_NAMES; i++)
    g_free (self->names[i]);
}

static TarnStore *
tree_make_store (Tree *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  GHashTableIter iter;
  gpointer oid, value;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &oid, &value))
    g_string_append_printf (text, "%s|%s\n", (char *) oid, (char *) value);

  return tarn_test_recording_new (text->str);
}

static void
assert_gone (const char *text,
             const char *secret)
{
  if (strstr (text, secret) != NULL)
    g_error ("“%s” is still there", secret);
}

/* A number behind an address would make another one of it: 10.1.2.3 is in 10.1.2.30. */
static void
assert_address_gone (const char *text,
                     const char *address)
{
  for (const char *at = strstr (text, address); at != NULL; at = strstr (at + 1, address))
    if (!g_ascii_isdigit (at[strlen (address)]) && at > text && !g_ascii_isdigit (at[-1]))
      g_error ("“%s” is still there: %.60s", address, at);
}

static void
tree_assert_gone (Tree       *self,
                  const char *text)
{
  g_autofree char *folded = g_ascii_strdown (text, -1);

  for (guint i = 0; i < N_ADDRESSES; i++)
    {
      const guint8 *mac = self->macs[i];
      g_autofree char *arcs = arcs_of (mac, 6);
      g_autofree char *hex = tarn_test_to_hex (tarn_span (mac, 6));
      g_autofree char *hyphens = g_strdup_printf ("%02x-%02x-%02x-%02x-%02x-%02x", mac[0], mac[1],
                                                  mac[2], mac[3], mac[4], mac[5]);

      assert_address_gone (folded, self->addresses[i]);
      assert_address_gone (folded, arcs);
      assert_gone (folded, hex);
      assert_gone (folded, hyphens);
    }
  for (guint i = 0; i < N_NAMES; i++)
    if (i % 4 != 0 || i == 0)
      {
        g_autofree char *arcs = arcs_of (self->names[i], strlen (self->names[i]));

        assert_gone (folded, self->names[i]);
        assert_gone (folded, arcs);
      }
}

/* Each line of the mapping has another right side. */
static void
assert_bijective (TarnAnonymiser *anonymiser)
{
  g_autofree char *mapping = tarn_anonymiser_dup_mapping (anonymiser);
  g_auto(GStrv) lines = g_strsplit (mapping, "\n", -1);
  g_autoptr(GHashTable) originals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) images = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; lines[i][0] != '\0'; i++)
    {
      g_auto(GStrv) parts = g_strsplit (lines[i], "\t", -1);
      const char *known = g_hash_table_lookup (images, parts[2]);

      g_assert_cmpuint (g_strv_length (parts), ==, 3);
      g_assert_true (known == NULL || strcmp (known, parts[1]) == 0);
      g_hash_table_replace (images, g_strdup (parts[2]), g_strdup (parts[1]));
      g_hash_table_add (originals, g_strdup (parts[1]));
    }

  g_assert_cmpuint (g_hash_table_size (originals), ==, g_hash_table_size (images));
}

static void
test_random (void)
{
  for (guint round = 0; round < 40; round++)
    {
      g_autoptr(TarnAnonymiser) anonymiser = tarn_anonymiser_new ();
      g_autoptr(TarnStore) in = NULL;
      g_autoptr(TarnStore) out = NULL;
      g_autoptr(TarnStore) again = NULL;
      g_autofree char *text = NULL;
      g_autofree char *text_again = NULL;
      Tree tree;

      tree_init (&tree);
      in = tree_make_store (&tree);
      tarn_anonymiser_set_key (anonymiser, round % 2 ? "key" : NULL);
      out = tarn_test_anonymise_with (anonymiser, in, NULL);
      text = tarn_test_recording_print (out);
      tree_assert_gone (&tree, text);
      assert_bijective (anonymiser);

      again = tarn_test_anonymise_with (anonymiser, in, NULL);
      text_again = tarn_test_recording_print (again);
      if (round % 2)
        g_assert_cmpstr (text, ==, text_again);
      else
        g_assert_cmpstr (text, !=, text_again);
      tree_clear (&tree);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/anonymise/random", test_random);
  return g_test_run ();
}
