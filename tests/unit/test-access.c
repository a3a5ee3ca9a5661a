/* test-access.c
 *
 * Who may ask: views of the tree, networks, and the rules that join them.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-access-private.h"

#include <gio/gio.h>

#include "base/tarn-error.h"
#include "tarn-test.h"

/* "+OID" or "-OID", with "/HEX" as a mask, in any order. */
static TarnView *
make_view (const char *families)
{
  TarnView *view = tarn_view_new ();
  g_auto(GStrv) words = g_strsplit (families, " ", -1);

  for (gsize i = 0; words[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (words[i] + 1, "/", 2);
      g_autoptr(GBytes) mask = parts[1] != NULL ? tarn_test_hex (parts[1]) : NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(TarnOid) oid = tarn_oid_new (parts[0], &error);

      g_assert_no_error (error);
      tarn_view_add (view, tarn_oid_span (oid),
                     mask != NULL ? tarn_test_span (mask) : tarn_span (NULL, 0),
                     words[i][0] == '+');
    }

  return view;
}

typedef struct
{
  const char *sentence;
  const char *families;
  const char *name;
  gboolean    in;
  const char *next;      /* if it is not in: where to look on; NULL: nowhere */
} Case;

static const Case cases[] = {
  { "a view of nothing", "-1.3.6", "1.3.6.1", FALSE, NULL },
  { "what is below a subtree is in", "+1.3.6.1.2", "1.3.6.1.2.1.1", TRUE, NULL },
  { "the subtree itself, too", "+1.3.6.1.2.1.1.1.0", "1.3.6.1.2.1.1.1.0", TRUE, NULL },
  { "its parent is not", "+1.3.6.1.2", "1.3.6.1", FALSE, "1.3.6.1.2" },
  { "what follows is not", "+1.3.6.1.2", "1.3.6.1.3", FALSE, NULL },
  { "an arc is compared, not its first octet", "+1.3.6.1.2.1", "1.3.6.1.2.128", FALSE, NULL },
  { "more arcs decide (P-VAC-03)", "+1.3.6 -1.3.6.1.2", "1.3.6.1.2.7", FALSE, "1.3.6.1.3" },
  { "in whatever order they were added", "-1.3.6.1.2 +1.3.6", "1.3.6.1.2.7", FALSE, "1.3.6.1.3" },
  { "in a hole of a hole", "+1.3.6 -1.3.6.1.2 +1.3.6.1.2.1.4", "1.3.6.1.2.1.4.1", TRUE, NULL },
  { "before it", "+1.3.6 -1.3.6.1.2 +1.3.6.1.2.1.4", "1.3.6.1.2.1.1", FALSE, "1.3.6.1.2.1.4" },
  { "behind it", "+1.3.6 -1.3.6.1.2 +1.3.6.1.2.1.4", "1.3.6.1.2.1.5", FALSE, "1.3.6.1.3" },
  { "two holes side by side are passed at once", "+1.3.6 -1.3.6.2 -1.3.6.3", "1.3.6.2.9", FALSE,
    "1.3.6.4" },
  { "nothing in a hole at the end", "+1.3.6.1 -1.3.6.1.4294967295", "1.3.6.1.4294967295.1", FALSE,
    NULL },
  { "the same family again takes its place", "+1.3.6.1 -1.3.6.1", "1.3.6.1.1", FALSE, NULL },
  { "a mask lets an arc be any (P-VAC-04)", "+1.3.6.1.2.1.2.2.1.0.7/ffa0",
    "1.3.6.1.2.1.2.2.1.5.7", TRUE, NULL },
  { "the arcs behind it count", "+1.3.6.1.2.1.2.2.1.0.7/ffa0", "1.3.6.1.2.1.2.2.1.5.8", FALSE,
    "1.3.6.1.2.1.2.2.1.5.8.0" },
  { "a mask that is too short goes on with ones", "+1.3.6.1.2.1/00", "2.4.7.2.9.1", TRUE, NULL },
  { "a name shorter than the subtree does not match", "+1.3.6.1.2.1/00", "1.3.6", FALSE,
    "1.3.6.0" },
  { "of as many arcs the greatest decides", "+1.3.6.1.0.1/f7 -1.3.6.1.5.1", "1.3.6.1.5.1.2", FALSE,
    "1.3.6.1.5.1.2.0" },
};

static void
test_names (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TarnView) view = make_view (cases[i].families);
      g_autoptr(TarnOid) name = tarn_oid_new (cases[i].name, NULL);
      char text[TARN_NAME_MAX_TEXT] = "";
      TarnName next;

      g_test_message ("%s", cases[i].sentence);
      g_assert_cmpint (tarn_view_has (view, tarn_oid_span (name)), ==, cases[i].in);
      if (cases[i].in)
        continue;

      if (tarn_view_next (view, tarn_oid_span (name), &next))
        tarn_name_to_text (tarn_name_span (&next), text);
      g_assert_cmpstr (text[0] == '.' ? text + 1 : NULL, ==, cases[i].next);
    }
}

/* Whoever goes from one answer of tarn_view_next() to the other meets each name that is in. */
static void
test_nothing_passed_over (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 200; round++)
    {
      g_autoptr(GString) families = g_string_new ("+1.3.1");
      g_autoptr(TarnView) view = NULL;
      TarnName hidden_until = { 0 };
      gboolean jumped = FALSE;

      for (guint n = g_rand_int_range (rand, 1, 7); n > 0; n--)
        {
          g_string_append_printf (families, " %c1.3", g_rand_boolean (rand) ? '+' : '-');
          for (guint arcs = g_rand_int_range (rand, 1, 4); arcs > 0; arcs--)
            g_string_append_printf (families, ".%d", g_rand_int_range (rand, 1, 4));
        }
      view = make_view (families->str);

      for (guint32 i = 0; i < 3 * 3 * 3; i++)
        {
          const guint32 arcs[] = { 1, 3, 1 + i / 9, 1 + i / 3 % 3, 1 + i % 3, 0 };
          TarnName name;

          g_assert_true (tarn_name_from_arcs (&name, arcs, G_N_ELEMENTS (arcs)));
          if (tarn_view_has (view, tarn_name_span (&name)))
            {
              if (jumped && tarn_name_compare (tarn_name_span (&name),
                                               tarn_name_span (&hidden_until)) < 0)
                g_error ("%s passes a name over", families->str);
              jumped = FALSE;
            }
          else if (!jumped || tarn_name_compare (tarn_name_span (&name),
                                                 tarn_name_span (&hidden_until)) >= 0)
            {
              jumped = TRUE;
              if (!tarn_view_next (view, tarn_name_span (&name), &hidden_until))
                tarn_name_set_end (&hidden_until, tarn_span ((const guint8 *) "\x2b", 1));
            }
        }
    }
}

typedef struct
{
  const char *sentence;
  const char *network;
  const char *address;   /* and port */
  gboolean    has;
} NetworkCase;

static const NetworkCase networks[] = {
  { "an address", "192.0.2.1", "192.0.2.1", TRUE },
  { "another one", "192.0.2.1", "192.0.2.2", FALSE },
  { "bits that are not a whole octet", "192.0.2.0/25", "192.0.2.127", TRUE },
  { "the first address behind", "192.0.2.0/25", "192.0.2.128", FALSE },
  { "no bits are all addresses of the family", "0.0.0.0/0", "198.51.100.9", TRUE },
  { "and none of the other", "0.0.0.0/0", "2001:db8::1", FALSE },
  { "both", "default", "2001:db8::1", TRUE },
  { "both again", "default", "192.0.2.1", TRUE },
  { "bits as a mask", "192.0.2.0/255.255.255.128", "192.0.2.127", TRUE },
  { "the first address behind the mask", "192.0.2.0/255.255.255.128", "192.0.2.128", FALSE },
  { "a mask of nothing", "0.0.0.0/0.0.0.0", "198.51.100.9", TRUE },
  { "a mask of everything", "192.0.2.1/255.255.255.255", "192.0.2.2", FALSE },
  { "the name that snmpd.conf has most", "localhost", "127.0.0.1", TRUE },
  { "which is one address", "localhost", "127.0.0.2", FALSE },
  { "IPv6", "2001:db8::/33", "2001:db8:7fff::1", TRUE },
  { "the other half", "2001:db8::/33", "2001:db8:8000::1", FALSE },
  { "IPv4 on a socket for both", "192.0.2.0/24", "::ffff:192.0.2.9", TRUE },
};

static TarnEndpoint
make_endpoint (const char *address)
{
  g_autoptr(GSocketAddress) socket = g_inet_socket_address_new_from_string (address, 40000);
  TarnEndpoint endpoint;

  g_assert_true (g_socket_address_to_native (socket, &endpoint, sizeof endpoint, NULL));
  return endpoint;
}

static void
test_networks (void)
{
  static const char *const bad[] = { "", "192.0.2", "192.0.2.1/33", "192.0.2.1/24", "2001:db8::/129",
                                     "router", "10.0.0.0/", "10.0.0.0/-1",
                                     "10.0.0.0/255.0.255.0", "10.0.0.0/255.0.0", "::/255.0.0.0" };

  for (gsize i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      TarnEndpoint endpoint = make_endpoint (networks[i].address);
      g_autoptr(GError) error = NULL;
      TarnNetwork network;

      g_test_message ("%s", networks[i].sentence);
      tarn_network_parse (&network, networks[i].network, &error);
      g_assert_no_error (error);
      g_assert_cmpint (tarn_network_has (&network, &endpoint), ==, networks[i].has);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      TarnNetwork network;

      g_assert_false (tarn_network_parse (&network, bad[i], &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
    }
}

typedef struct
{
  const char *sentence;
  const char *text;
  const char *error;     /* a part of the message; NULL: none */
  guint       n;
} AccessCase;

#define GROUP                                     \
  "view all included .1\n"                        \
  "access g '' any noauth exact all none none\n"  \
  "group g any s\n"

static const AccessCase texts[] = {
  { "nothing is allowed", "", NULL, 0 },
  { "comments and empty lines", "# who\n\n   \nrocommunity public # all\n", NULL, 1 },
  { "a network", "rocommunity public 10.0.0.0/8", NULL, 1 },
  { "a subtree", "rwcommunity secret default 1.3.6.1.2.1.1", NULL, 1 },
  { "a view, told behind it", "rwcommunity s default -V v\nview v included .1", NULL, 1 },
  { "the words of snmpd.conf for IPv6", "rocommunity6 public ::1", NULL, 1 },
  { "words may be quoted", "rocommunity 'two words' default", NULL, 1 },
  { "octets", "rocommunity 0x00ff", NULL, 1 },
  { "a mask as snmpd.conf has it", "view v included .1.3.6.1.2.1.2.2.1.0.2 ff:a0", NULL, 0 },
  { "a community of a group", GROUP "com2sec s default public\n", NULL, 1 },
  { "in whatever order", "com2sec s default public\ngroup g v2c s\n"
    "access g '' any noauth exact all none none\nview all included .1 80\n", NULL, 1 },
  { "other views for writing are a rule of their own", "view v included .1\n"
    "view w included 1.3.6.1.2.1.1\naccess g '' any noauth exact v w none\ngroup g any s\n"
    "com2sec s localhost public", NULL, 2 },
  { "a group of SNMPv3 alone", "access g '' usm priv exact none none none\ngroup g usm s\n"
    "com2sec s default public", NULL, 0 },
  { "a level that no community has", "access g '' any auth prefix none none none\ngroup g any s\n"
    "com2sec6 s default public", NULL, 0 },
  { "a context that no community has", "access g vlan any noauth exact none none none\n"
    "group g any s\ncom2sec s default public", NULL, 0 },
  { "an unknown word", "\nsyslocation a b c", "line 2: “syslocation”", 0 },
  { "a name that is in no group", "com2sec s default public", "line 1: “s” is a security name", 0 },
  { "a context for a community", "com2sec -Cn c s default public", "line 1: “-Cn” is for", 0 },
  { "too few words of com2sec", "com2sec s public", "line 1: “com2sec” takes", 0 },
  { "no network of com2sec", GROUP "com2sec s router public", "line 4: “router” is no", 0 },
  { "an odd community of com2sec", GROUP "com2sec s default 0x1", "line 4: a community", 0 },
  { "a group that may do nothing", "group g v1 s", "line 1: “g” is a group", 0 },
  { "too few words of group", "group g v1", "line 1: “group” takes", 0 },
  { "an unknown model of a group", GROUP "group g v2 s", "line 4: “v2” is no security model", 0 },
  { "too few words of access", "access g any noauth exact all none", "line 1: “access” takes", 0 },
  { "an unknown model", "access g '' v4 noauth exact none none none", "line 1: “v4” is no", 0 },
  { "an unknown level", "access g '' any some exact none none none", "line 1: “some” is no", 0 },
  { "an unknown match", "access g '' any noauth near none none none", "line 1: “near” should", 0 },
  { "no view to read", "access g '' any noauth exact v none none", "line 1: “v” is no view", 0 },
  { "no view to write", "access g '' any noauth exact none v none", "line 1: “v” is no view", 0 },
  { "no community", "rocommunity", "line 1: “rocommunity” takes", 0 },
  { "an odd hex digit", "rocommunity 0x123", "line 1: a community", 0 },
  { "no network", "rocommunity public 10/8/3", "line 1: “10/8/3” is no network", 0 },
  { "no view", "rocommunity public default -V v", "line 1: “v” is no view", 0 },
  { "too many words", "rocommunity public default -V v w", "line 1: “rocommunity” takes", 0 },
  { "neither in nor out", "view v perhaps 1.3", "line 1: “perhaps” should be", 0 },
  { "no OID", "view v included 1.3.x", "line 1: ", 0 },
  { "no mask", "view v included 1.3.6 zz", "line 1: “zz” is no mask", 0 },
  { "a mask of 17 octets", "view v included 1.3.6 000102030405060708090a0b0c0d0e0f10",
    "is no mask", 0 },
  { "a quote that is left open", "rocommunity 'public", "line 1: ", 0 },
};

static void
test_texts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(TarnAccess) access = tarn_access_new ();
      g_autoptr(GError) error = NULL;
      gboolean good = tarn_access_parse (access, texts[i].text, NULL, &error);

      g_test_message ("%s", texts[i].sentence);
      g_assert_cmpint (good, ==, texts[i].error == NULL);
      if (good)
        {
          g_assert_no_error (error);
          g_assert_cmpuint (tarn_access_get_n_communities (access), ==, texts[i].n);
          continue;
        }
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, texts[i].error));
    }
}

typedef struct
{
  const char *sentence;
  const char *community;
  const char *peer;       /* NULL: not told */
  gboolean    writing;
  const char *found;      /* a name that is in its view; "*": all; NULL: nobody */
} FindCase;

#define RULES                                                        \
  "view sys included 1.3.6.1.2.1.1\n"                                \
  "rocommunity public 10.1.0.0/16 1.3.6.1.2.1.2\n"                   \
  "rocommunity public 10.0.0.0/8 -V sys\n"                           \
  "rwcommunity public 127.0.0.1\n"                                   \
  "rwcommunity 0x00ff70\n"

static const FindCase finds[] = {
  { "the first rule that fits holds (P-COX-09)", "public", "10.1.2.3", FALSE, "1.3.6.1.2.1.2.1.0" },
  { "from elsewhere the next one", "public", "10.2.2.3", FALSE, "1.3.6.1.2.1.1.1.0" },
  { "who may write may read", "public", "127.0.0.1", FALSE, "*" },
  { "who may not write is nobody", "public", "10.1.2.3", TRUE, NULL },
  { "here he may", "public", "127.0.0.1", TRUE, "*" },
  { "from where no rule is", "public", "192.0.2.1", FALSE, NULL },
  { "another case", "Public", "10.1.2.3", FALSE, NULL },
  { "a beginning", "publi", "10.1.2.3", FALSE, NULL },
  { "more than it", "public2", "10.1.2.3", FALSE, NULL },
  { "nothing", "", "10.1.2.3", FALSE, NULL },
};

static void
test_finding (void)
{
  g_autoptr(TarnAccess) access = tarn_access_new ();
  const TarnPrincipal *who;

  g_assert_true (tarn_access_parse (access, RULES, NULL, NULL));
  g_assert_true (tarn_access_has_writers (access));
  who = tarn_access_find (access, TARN_VERSION_2C, tarn_span ("\x00\xffp", 3), NULL, TRUE);
  g_assert_nonnull (who);
  g_assert_null (who->view);

  for (gsize i = 0; i < G_N_ELEMENTS (finds); i++)
    {
      TarnEndpoint peer = make_endpoint (finds[i].peer);

      g_test_message ("%s", finds[i].sentence);
      who = tarn_access_find (access, TARN_VERSION_2C,
                              tarn_span (finds[i].community, strlen (finds[i].community)), &peer,
                              finds[i].writing);
      g_assert_cmpint (who != NULL, ==, finds[i].found != NULL);
      if (who == NULL)
        continue;

      g_assert_cmpint (who->view == NULL, ==, strcmp (finds[i].found, "*") == 0);
      if (who->view != NULL)
        {
          g_autoptr(TarnOid) oid = tarn_oid_new (finds[i].found, NULL);

          g_assert_true (tarn_view_has (who->view, tarn_oid_span (oid)));
        }
    }
}

/* RFC 3415: which group a community is in says the version, what a group may do the most
 * specific line, what may be read and what may be written are two views. */
#define GROUPS                                          \
  "com2sec old default public\n"                        \
  "com2sec new default secret\n"                        \
  "group readers v1 old\n"                              \
  "group nobody usm old\n"                              \
  "group readers v1 new\n"                              \
  "group writers v2c new\n"                             \
  "view sys included 1.3.6.1.2.1.1\n"                   \
  "view name included 1.3.6.1.2.1.1.5\n"                \
  "access readers '' v1 noauth exact name none none\n"  \
  "access readers '' any noauth exact sys none none\n"  \
  "access nobody '' any priv exact sys sys none\n"      \
  "access writers '' any noauth exact sys name none\n"

typedef struct
{
  const char  *sentence;
  TarnVersion  version;
  const char  *community;
  gboolean     writing;
  const char  *in;         /* a name that is in the view; NULL: nobody is found */
  const char  *out;        /* and one that is not */
} GroupCase;

static const GroupCase groups[] = {
  { "a line for the version goes before one for any", TARN_VERSION_1, "public", FALSE,
    "1.3.6.1.2.1.1.5.0", "1.3.6.1.2.1.1.1.0" },
  { "in the other version there is no group", TARN_VERSION_2C, "public", FALSE, NULL, NULL },
  { "another version, another group", TARN_VERSION_2C, "secret", FALSE, "1.3.6.1.2.1.1.1.0",
    "1.3.6.1.2.1.2.1.0" },
  { "which writes less than it reads", TARN_VERSION_2C, "secret", TRUE, "1.3.6.1.2.1.1.5.0",
    "1.3.6.1.2.1.1.1.0" },
  { "and writes nothing in the first version", TARN_VERSION_1, "secret", TRUE, NULL, NULL },
};

static void
test_groups (void)
{
  g_autoptr(TarnAccess) access = tarn_access_new ();
  g_autoptr(GError) error = NULL;

  tarn_access_parse (access, GROUPS, NULL, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      const GroupCase *c = &groups[i];
      TarnSpan community = tarn_span (c->community, strlen (c->community));
      const TarnPrincipal *who = tarn_access_find (access, c->version, community, NULL, c->writing);
      g_autoptr(TarnOid) in = NULL;
      g_autoptr(TarnOid) out = NULL;

      g_test_message ("%s", c->sentence);
      g_assert_cmpint (who != NULL, ==, c->in != NULL);
      if (who == NULL)
        continue;

      in = tarn_oid_new (c->in, NULL);
      out = tarn_oid_new (c->out, NULL);
      g_assert_cmpint (who->may_write, ==, c->writing);
      g_assert_true (tarn_view_has (who->view, tarn_oid_span (in)));
      g_assert_false (tarn_view_has (who->view, tarn_oid_span (out)));
    }
}

/* P-CFG-05 */
static void
test_warnings (void)
{
  g_autoptr(TarnAccess) open = tarn_access_new ();
  g_autoptr(TarnAccess) narrow = tarn_access_new ();
  g_auto(GStrv) of_open = NULL;
  g_auto(GStrv) of_narrow = NULL;

  g_assert_true (tarn_access_parse (open, "rwcommunity public", NULL, NULL));
  g_assert_true (tarn_access_parse (narrow, "rocommunity public 127.0.0.1", NULL, NULL));
  of_open = tarn_access_dup_warnings (open);
  of_narrow = tarn_access_dup_warnings (narrow);
  g_assert_cmpuint (g_strv_length (of_open), ==, 2);
  g_assert_cmpuint (g_strv_length (of_narrow), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/view/names", test_names);
  g_test_add_func ("/view/nothing-passed-over", test_nothing_passed_over);
  g_test_add_func ("/access/networks", test_networks);
  g_test_add_func ("/access/texts", test_texts);
  g_test_add_func ("/access/finding", test_finding);
  g_test_add_func ("/access/groups", test_groups);
  g_test_add_func ("/access/warnings", test_warnings);

  return g_test_run ();
}
