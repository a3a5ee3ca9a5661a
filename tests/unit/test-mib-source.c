/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Modules of a file, and what is mended in them before they are parsed.
 */
#include "tarn-test.h"

#include <string.h>

#include "mib/tarn-mib-source.h"

#define HEAD "T-MIB DEFINITIONS ::= BEGIN\nIMPORTS OBJECT-TYPE, Integer32, enterprises FROM SNMPv2-SMI;\n"

static TarnMibSource *
read_source (const char     *text,
             TarnMibAliases *aliases)
{
  gsize n = strlen (text);
  g_autofree guint8 *exact = g_memdup2 (text, n);

  return tarn_mib_source_new (exact, n, aliases);
}

/* Words apart by one space: where they stand is another matter. */
static char *
squeeze (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isspace (*p))
      g_string_append_c (out, *p);
    else if (out->len > 0 && out->str[out->len - 1] != ' ')
      g_string_append_c (out, ' ');
  return g_string_free (out, FALSE);
}

typedef struct
{
  const char *name;
  const char *body;       /* behind the head                           */
  const char *has;        /* the mended text has this, spaces squeezed */
  const char *remark;     /* "line:column kind: text"; NULL: none      */
} MendCase;

static const MendCase mends[] = {
  { "what is right stays", "a OBJECT IDENTIFIER ::= { enterprises 1 }\nEND\n",
    "a OBJECT IDENTIFIER ::= { enterprises 1 }", NULL },
  { "the label of the last number goes, it would be a second name for the same",
    "a OBJECT IDENTIFIER ::= { iso org(3) b(9) }\nEND\n",
    "a OBJECT IDENTIFIER ::= { iso org ( 3 ) 9 }", NULL },
  { "the label of the only number stays", "a OBJECT IDENTIFIER ::= { iso(1) }\nEND\n",
    "a OBJECT IDENTIFIER ::= { iso ( 1 ) }", NULL },
  { "what was meant to be a definition is lost",
    "a OBJECT IDENTIFIER ::= { enterprises 1 }\n$ ::= { a 1 }\nEND\n",
    "a OBJECT IDENTIFIER ::= { enterprises 1 }",
    "4:1 lost: “$” begins no definition: left out up to the next one" },
  { "comments go, by dashes or by the line",
    "a OBJECT IDENTIFIER ::= -- one -- two\n{ enterprises -- x -- y\n1 -----\n}\nEND\n",
    "a OBJECT IDENTIFIER ::= { enterprises 1 }", NULL },
  { "a comment that ends before a label",
    "A ::= INTEGER { -- first -- a(1), -- second -- b(2) -- third\n}\nEND\n",
    "A ::= INTEGER { a ( 1 ) , b ( 2 ) }", NULL },
  { "clauses in another order",
    "a OBJECT-TYPE STATUS current DESCRIPTION \"d\" MAX-ACCESS read-only SYNTAX Integer32 "
    "::= { enterprises 1 }\nEND\n",
    "SYNTAX Integer32 MAX-ACCESS read-only STATUS current DESCRIPTION \"d\" ::=", NULL },
  { "words in the wrong case",
    "a Object-Type Syntax INTEGER32 Max-Access READ-ONLY Status Current ::= { enterprises 1 }\n"
    "END\n",
    "a OBJECT-TYPE SYNTAX Integer32 MAX-ACCESS read-only STATUS current ::=",
    "3:22 mended: “INTEGER32” is spelt “Integer32”" },
  { "an access nobody knows",
    "a OBJECT-TYPE SYNTAX Integer32 MAX-ACCESS maybe STATUS current ::= { enterprises 1 }\nEND\n",
    "MAX-ACCESS maybe", "3:43 note: there is no access “maybe”" },
  { "STATUS is missing",
    "a OBJECT-TYPE SYNTAX Integer32 MAX-ACCESS read-only ::= { enterprises 1 }\nEND\n",
    "STATUS current", "3:1 mended: a has no STATUS: taken as current" },
  { "a clause that stands twice",
    "a OBJECT-TYPE SYNTAX Integer32 SYNTAX Counter32 MAX-ACCESS read-only STATUS current "
    "::= { enterprises 1 }\nEND\n",
    "SYNTAX Integer32 MAX-ACCESS",
    "3:32 mended: SYNTAX stands twice in a: the second one is left out" },
  { "commas among labels", "A ::= INTEGER { a(1) b(2), }\nEND\n",
    "{ a ( 1 ) , b ( 2 ) }", "3:22 mended: a comma is missing before a label" },
  { "labels that are no identifiers", "A ::= INTEGER { Up(1), 3rd(2) }\nEND\n",
    "( 1 ) , zzTarnAlias1 ( 2 ) }",
    "3:17 mended: the label Up does not begin with a small letter: taken as it is" },
  { "an object with a capital keeps its name",
    "Foo OBJECT IDENTIFIER ::= { enterprises 1 } b OBJECT IDENTIFIER ::= { Foo 1 }\nEND\n",
    "b OBJECT IDENTIFIER ::= { zzTarnAlias0 1 }",
    "3:1 mended: the name Foo begins with a capital: taken as it is" },
  { "underscores are told and kept",
    "a_b OBJECT IDENTIFIER ::= { enterprises 1 }\nEND\n", "a_b OBJECT IDENTIFIER",
    "3:1 mended: the name a_b has an underscore: taken as it is" },
  { "MAX is what the type allows", "A ::= OCTET STRING (SIZE (0..MAX))\nEND\n", "( 0 .. 65535 )",
    "3:30 mended: MIN and MAX are no numbers: taken as what the type allows" },
  { "quotes in a string", "A ::= TEXTUAL-CONVENTION STATUS current DESCRIPTION \"a \"\"b\"\"\" "
    "SYNTAX Integer32\nEND\n", "\"a 'b'\"",
    "3:7 mended: TEXTUAL-CONVENTION is used but not imported: taken from SNMPv2-TC" },
  { "a type that is used and not imported", "A ::= Counter64\nEND\n", "Counter64 FROM SNMPv2-SMI",
    "3:7 mended: Counter64 is used but not imported: taken from SNMPv2-SMI" },
  { "a string that is never ended",
    "a OBJECT-TYPE SYNTAX Integer32 MAX-ACCESS read-only STATUS current\n DESCRIPTION \"d\n"
    " ::= { enterprises 1 }\nb OBJECT-TYPE SYNTAX Integer32 MAX-ACCESS read-only\n"
    " STATUS current\n DESCRIPTION \"second\"\n ::= { enterprises 2 }\nEND\n",
    "DESCRIPTION \"d\" ::= { enterprises 1 } b OBJECT-TYPE",
    "4:14 mended: this string is never ended: taken up to the next clause" },
  { "a type stands before what is made of it", "A ::= B\nB ::= INTEGER (0..1)\nEND\n",
    "B ::= INTEGER ( 0 .. 1 ) A ::= B END", NULL },
  { "a circle of types is cut", "A ::= B\nB ::= A\nC ::= INTEGER\nEND\n", "C ::= INTEGER END",
    "3:1 lost: A: it is defined by itself, in a circle" },
  { "a circle of OIDs is cut",
    "a OBJECT IDENTIFIER ::= { a 1 } b OBJECT IDENTIFIER ::= { enterprises 1 }\nEND\n",
    "; b OBJECT", "3:1 lost: a: it is defined by itself, in a circle" },
  { "a number that no OID can have",
    "a OBJECT IDENTIFIER ::= { enterprises 4294967296 }\nEND\n", "; END",
    "3:39 lost: a: a number of its OID is not between 0 and 4294967295" },
  { "the largest one", "a OBJECT IDENTIFIER ::= { enterprises 4294967295 }\nEND\n",
    "4294967295", NULL },
  { "what begins no definition",
    "a OBJECT IDENTIFIER ::= { enterprises 1 } ) oops\nb OBJECT IDENTIFIER ::= { a 1 }\nEND\n",
    "{ enterprises 1 } b OBJECT",
    "3:43 note: “)” begins no definition: left out up to the next one" },
  { "a character that has no meaning", "a OBJECT IDENTIFIER ::= { enterprises ? 1 }\nEND\n",
    "; END", "3:39 lost: a: a character that may stand in strings and comments only" },
  { "an object with such a character keeps its OID",
    "a OBJECT-TYPE SYNTAX Integer32 ? MAX-ACCESS read-only STATUS current ::= { enterprises 1 }\n"
    "END\n", "a OBJECT IDENTIFIER ::= { enterprises 1 }",
    "3:32 lost: a: a character that may stand in strings and comments only; its name and OID are "
    "kept" },
  { "so does one with a bracket too many",
    "a OBJECT-TYPE SYNTAX Integer32 (1..5)) MAX-ACCESS read-only STATUS current "
    "::= { enterprises 1 }\nEND\n", "a OBJECT IDENTIFIER ::= { enterprises 1 }",
    "3:38 lost: a: a bracket is closed that was not opened; its name and OID are kept" },
  { "and one whose bracket is never closed",
    "a OBJECT-TYPE SYNTAX Integer32 ((1..5) MAX-ACCESS read-only STATUS current "
    "::= { enterprises 1 }\nEND\n", "a OBJECT IDENTIFIER ::= { enterprises 1 }",
    "3:1 lost: a: a bracket is never closed; its name and OID are kept" },
  { "a DEFVAL is nothing to a parser, whatever it holds",
    "a OBJECT-TYPE SYNTAX OCTET STRING MAX-ACCESS read-only STATUS current DEFVAL { 'zz'H ? ( }\n"
    "::= { enterprises 1 }\nEND\n",
    "a OBJECT-TYPE SYNTAX OCTET STRING MAX-ACCESS read-only STATUS current ::= { enterprises 1 }",
    NULL },
  { "nor one of bits",
    "a OBJECT-TYPE SYNTAX BITS { b(0), c(1) } MAX-ACCESS read-only STATUS current "
    "DEFVAL { { b, c } } ::= { enterprises 1 }\nEND\n", "STATUS current ::= { enterprises 1 }", NULL },
  { "quotes in a text that are not doubled",
    "a OBJECT-TYPE SYNTAX Integer32 MAX-ACCESS read-only STATUS current\n"
    " DESCRIPTION \"say \"hello\" to \"them\"\" ::= { enterprises 1 }\nEND\n",
    "DESCRIPTION \"say 'hello' to 'them'\" ::=",
    "4:20 mended: a quote stands within a text: taken as part of it" },
  { "two texts behind each other are none of that",
    "a OBJECT-TYPE SYNTAX Integer32 MAX-ACCESS read-only STATUS current DESCRIPTION \"a\"\n"
    " REFERENCE \"b\" ::= { enterprises 1 }\nEND\n", "DESCRIPTION \"a\" REFERENCE \"b\" ::=", NULL },
  { "a text that is never ended, in one line",
    "a OBJECT-TYPE SYNTAX Integer32 MAX-ACCESS read-only STATUS current DESCRIPTION \"d "
    "::= { enterprises 1 }\nb OBJECT-TYPE SYNTAX Integer32 MAX-ACCESS read-only STATUS current "
    "DESCRIPTION \"second\" ::= { enterprises 2 }\nEND\n",
    "DESCRIPTION \"d \" ::= { enterprises 1 } b OBJECT-TYPE",
    "3:80 mended: this string is never ended: taken up to the next clause" },
  { "MAXACCESS",
    "a OBJECT-TYPE SYNTAX Integer32 MAXACCESS read-only STATUS current ::= { enterprises 1 }\n"
    "END\n", "MAX-ACCESS read-only", "3:32 mended: “MAXACCESS” is spelt “MAX-ACCESS”" },
  { "a range of strings is their size", "A ::= OCTET STRING (1..MAX)\nEND\n",
    "OCTET STRING ( SIZE ( 1 .. 65535 ) )",
    "3:20 mended: a string has no range: taken as (SIZE (…))" },
  { "a size without brackets", "A ::= OCTET STRING SIZE (5)\nEND\n", "OCTET STRING ( SIZE ( 5 ) )",
    "3:20 mended: SIZE stands without brackets: taken as (SIZE (…))" },
  { "a size as it should be", "A ::= OCTET STRING (SIZE (5))\nEND\n",
    "OCTET STRING ( SIZE ( 5 ) )", NULL },
  { "a label with a number of C", "A ::= INTEGER { a(0x1f) }\nEND\n", "{ a ( 31 ) }",
    "3:19 mended: the number 0x1f is written as in C: taken as 31" },
  { "a label without a number", "A ::= INTEGER { a(0x) }\nEND\n", "{ a ( zzTarnAlias0 ) }", NULL },
  { "an enterprise of numbers gets a name",
    "b TRAP-TYPE ENTERPRISE { enterprises 7 } ::= 3\nEND\n",
    "zzTarnAlias0 OBJECT IDENTIFIER ::= { enterprises 7 } b TRAP-TYPE ENTERPRISE zzTarnAlias0 ::= 3",
    "3:24 mended: an ENTERPRISE is a name, not numbers: taken as if it had one" },
  { "two dashes in a name", "a--b OBJECT IDENTIFIER ::= { enterprises 1 }\n"
    "c OBJECT IDENTIFIER ::= { enterprises 2 }\nEND\n", "; c OBJECT",
    "3:1 lost: a: two dashes make the rest of the line a comment, where a name may have been meant" },
  { "rows that augment each other",
    "a OBJECT-TYPE SYNTAX A MAX-ACCESS not-accessible STATUS current AUGMENTS { b } "
    "::= { enterprises 1 }\nb OBJECT-TYPE SYNTAX A MAX-ACCESS not-accessible STATUS current "
    "AUGMENTS { a } ::= { enterprises 2 }\nEND\n", "AUGMENTS { b }",
    "4:1 lost: b: it augments itself, in a circle: its index is not known" },
  { "END is missing", "a OBJECT IDENTIFIER ::= { enterprises 1 }\n", "{ enterprises 1 } END",
    "4:1 mended: END of the module is missing" },
  { "it ends in the middle", "a OBJECT IDENTIFIER ::= { enterp", "; END",
    "3:1 lost: a: the file ends in the middle of it" },
  { "a lower-case comma list", "n NOTIFICATION-TYPE OBJECTS { a b, } STATUS current DESCRIPTION \"\" "
    "::= { enterprises 1 }\nEND\n", "OBJECTS { a , b }",
    "3:3 mended: NOTIFICATION-TYPE is used but not imported: taken from SNMPv2-SMI" },
};

static gboolean
has_remark (const TarnMibModuleText *module,
            const char              *expected)
{
  for (guint i = 0; i < module->remarks->len; i++)
    {
      const TarnMibRemark *remark = module->remarks->pdata[i];
      g_autofree char *text = g_strdup_printf ("%u:%u %s: %s", remark->line, remark->column,
                                               tarn_mib_remark_kind_to_string (remark->kind),
                                               remark->text);

      g_test_message ("%s", text);
      if (strcmp (text, expected) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
test_mend (gconstpointer data)
{
  const MendCase *c = data;
  g_autofree char *text = g_strconcat (HEAD, c->body, NULL);
  g_autoptr(TarnMibAliases) aliases = tarn_mib_aliases_new ();
  g_autoptr(TarnMibSource) source = read_source (text, aliases);
  const TarnMibModuleText *module;
  g_autofree char *squeezed = NULL;

  g_assert_cmpuint (source->modules->len, ==, 1);
  module = source->modules->pdata[0];
  squeezed = squeeze (module->text->str);
  g_test_message ("%s", squeezed);
  g_assert_nonnull (strstr (squeezed, c->has));
  if (c->remark != NULL)
    g_assert_true (has_remark (module, c->remark));
  else
    g_assert_cmpuint (module->remarks->len, ==, 0);
}

typedef struct
{
  const char *name;
  const char *text;
  const char *modules;   /* "NAME:line …" */
} ModuleCase;

static const ModuleCase modules[] = {
  { "none", "nothing here", "" },
  { "prose about one", "the DEFINITIONS of the BEGIN", "" },
  { "one in a comment", "-- A DEFINITIONS ::= BEGIN END", "" },
  { "one in the middle of prose with quotes", "It's \"so\n\nA DEFINITIONS ::= BEGIN END\nisn't",
    "A:3" },
  { "two", "A DEFINITIONS ::= BEGIN END B DEFINITIONS\n::=\nBEGIN END", "A:1 B:1" },
  { "two, the first without its end", "A DEFINITIONS ::= BEGIN a ::= b\nB DEFINITIONS ::= BEGIN END",
    "A:1 B:2" },
  { "an OID and tags", "A { iso 3 }\nDEFINITIONS IMPLICIT TAGS ::= BEGIN END", "A:1" },
  { "small letters", "a definitions ::= begin END", "a:1" },
  { "a sign is missing", "A DEFINITIONS BEGIN END", "A:1" },
  { "BEGIN is missing", "A DEFINITIONS ::= IMPORTS ; END", "A:1" },
  { "END in a macro is not the end",
    "A DEFINITIONS ::= BEGIN\nX MACRO ::= BEGIN \"y\" END\nB ::= INTEGER END C DEFINITIONS ::= BEGIN",
    "A:1 C:3" },
};

static void
test_modules (gconstpointer data)
{
  const ModuleCase *c = data;
  g_autoptr(TarnMibAliases) aliases = tarn_mib_aliases_new ();
  g_autoptr(TarnMibSource) source = read_source (c->text, aliases);
  g_autoptr(GString) found = g_string_new (NULL);

  for (guint i = 0; i < source->modules->len; i++)
    {
      const TarnMibModuleText *module = source->modules->pdata[i];

      g_string_append_printf (found, "%s%s:%u", i > 0 ? " " : "", module->name, module->line);
    }
  g_assert_cmpstr (found->str, ==, c->modules);
}

typedef struct
{
  const char *name;
  const char *clause;
  const char *imports;
} ImportCase;

static const ImportCase imports[] = {
  { "as it should be", "IMPORTS a, B FROM M c FROM N;", "IMPORTS a,B FROM M c FROM N;" },
  { "no comma, one too many, twice the same", "IMPORTS a B, FROM M a FROM M;",
    "IMPORTS a,B FROM M;" },
  { "from in small letters, an OID behind the module", "IMPORTS a from M { iso 3 } b FROM N;",
    "IMPORTS a FROM M b FROM N;" },
  { "no semicolon", "IMPORTS a FROM M\nx OBJECT IDENTIFIER ::= { a 1 }", "IMPORTS a FROM M;" },
  { "from itself", "IMPORTS a FROM T b FROM M;", "IMPORTS b FROM M;" },
  { "from nowhere, but known", "IMPORTS enterprises, foo;", "IMPORTS enterprises FROM SNMPv2-SMI;" },
  { "exports are skipped", "EXPORTS x, y; IMPORTS a FROM M;", "IMPORTS a FROM M;" },
  { "a module in small letters", "IMPORTS a FROM m-mib;", "IMPORTS a FROM ZzTarnAlias0;" },
  { "nothing", "IMPORTS ;", "" },
};

static void
test_imports (gconstpointer data)
{
  const ImportCase *c = data;
  g_autofree char *text = g_strdup_printf ("T DEFINITIONS ::= BEGIN %s END", c->clause);
  g_autoptr(TarnMibAliases) aliases = tarn_mib_aliases_new ();
  g_autoptr(TarnMibSource) source = read_source (text, aliases);
  g_autofree char *written = NULL;

  g_assert_cmpuint (source->modules->len, ==, 1);
  written = tarn_mib_module_write_imports (source->modules->pdata[0], aliases);
  g_assert_cmpstr (written, ==, c->imports);
}

/* A parser tells lines of the mended text; people have the file. */
static void
test_lines (void)
{
  const char *text = HEAD "\nA ::= B\n\n\nB ::= INTEGER\n { a(1),\n b(2) }\n"
                     "c OBJECT-TYPE SYNTAX A MAX-ACCESS read-only STATUS current\n"
                     " DESCRIPTION \"1\n2\"\n ::= { enterprises 1 }\nEND\n";
  g_autoptr(TarnMibAliases) aliases = tarn_mib_aliases_new ();
  g_autoptr(TarnMibSource) source = read_source (text, aliases);
  TarnMibModuleText *module = source->modules->pdata[0];
  g_auto(GStrv) lines = g_strsplit (module->text->str, "\n", -1);
  guint n_seen = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint line = i + 1;
      const TarnMibDefinition *definition = tarn_mib_module_find_line (module, &line);

      if (strstr (lines[i], "b ( 2 )") != NULL)
        {
          g_assert_cmpstr (definition->name, ==, "B");
          g_assert_cmpuint (line, ==, 9);
          n_seen++;
        }
      else if (strstr (lines[i], "{ enterprises 1 }") != NULL)
        {
          g_assert_cmpstr (definition->name, ==, "c");
          g_assert_cmpuint (line, ==, 13);
          n_seen++;
        }
    }
  g_assert_cmpuint (n_seen, ==, 2);
}

/* A parser's time for a text goes by the square of its length. */
static void
test_long_text (void)
{
  g_autoptr(TarnMibAliases) aliases = tarn_mib_aliases_new ();
  g_autoptr(TarnMibSource) source = NULL;
  g_autofree char *words = g_strnfill (1 << 20, 'x');
  g_autofree char *text = g_strdup_printf (HEAD "a OBJECT-TYPE SYNTAX Integer32 MAX-ACCESS read-only\n"
                                           "STATUS current DESCRIPTION \"%s\n\" "
                                           "::= { enterprises 1 }\nEND\n", words);
  TarnMibModuleText *module;

  source = read_source (text, aliases);
  module = source->modules->pdata[0];
  g_assert_true (has_remark (module, "4:28 lost: a text of 1048579 octets: only the first 262143 "
                                     "are kept"));
  g_assert_cmpuint (module->text->len, <, 300000);
  g_assert_nonnull (strstr (module->text->str, "x\"\n::= { enterprises 1 }"));
}

/* NUL is a space, and said; those that fill the file up are nothing. */
static void
test_nul (void)
{
  static const char octets[] = "\nT-MIB DEFINITIONS ::= BEGIN\nA ::= \0INTEGER\nEND\n\0\0\0";
  g_autoptr(TarnMibAliases) aliases = tarn_mib_aliases_new ();
  g_autoptr(TarnMibSource) source = tarn_mib_source_new ((const guint8 *) octets,
                                                         sizeof octets - 1, aliases);
  TarnMibModuleText *module = source->modules->pdata[0];

  g_assert_nonnull (strstr (module->text->str, "A ::= INTEGER"));
  g_assert_true (has_remark (module, "3:7 mended: there are octets of value 0: taken as spaces"));
}

/* In the same lines, for messages go by lines. */
static void
test_replace (void)
{
  const char *text = "xx a OBJECT-TYPE\n SYNTAX Integer32\n ::= { b 1 } END";
  g_autofree char *copy = g_strdup (text);
  TarnMibDefinition definition = { .name = (char *) "a", .value = (char *) "b 1", .start = 3,
                                   .end = strlen (text) - 4 };
  g_autoptr(TarnMibAliases) aliases = tarn_mib_aliases_new ();
  g_autofree char *bare = tarn_mib_definition_write_bare (&definition, aliases);

  g_assert_cmpstr (bare, ==, "a OBJECT IDENTIFIER ::= { b 1 }");
  g_assert_true (tarn_mib_definition_replace (&definition, copy, bare));
  g_assert_true (g_str_has_prefix (copy, "xx a OBJECT IDENTIFIER ::= { b 1 } "));
  g_assert_true (g_str_has_suffix (copy, " \n\n END"));
  g_assert_cmpuint (strlen (copy), ==, strlen (text));

  g_assert_true (tarn_mib_definition_replace (&definition, copy, NULL));
  g_assert_cmpuint (strspn (copy + 2, " \n"), ==, strlen (text) - 5);
  g_assert_true (g_str_has_suffix (copy, " \n\n END"));

  definition.end = definition.start + 20;
  g_assert_false (tarn_mib_definition_replace (&definition, copy, bare));
}

static void
read_cb (TarnSpan prefix,
         gpointer data)
{
  g_autoptr(TarnMibAliases) aliases = tarn_mib_aliases_new ();
  g_autoptr(TarnMibSource) source = tarn_mib_source_new (prefix.data, prefix.len, aliases);

  g_assert_cmpuint (source->modules->len, <=, 2);
}

/* A file may be cut off anywhere. */
static void
test_prefixes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (mends); i++)
    {
      g_autofree char *text = g_strconcat (HEAD, mends[i].body, NULL);

      tarn_test_each_prefix (tarn_span (text, strlen (text)), read_cb, NULL);
    }
}

/* Linear, whatever the input: each of these takes milliseconds. */
static void
test_large (void)
{
  static const struct { const char *before, *again, *after; } large[] = {
    { HEAD "a OBJECT-TYPE DESCRIPTION \"", "line\n", "" },
    { HEAD "", "a", " OBJECT IDENTIFIER ::= { enterprises 1 } END" },
    { HEAD "a OBJECT IDENTIFIER ::= ", "{ ", "" },
    { HEAD "a OBJECT-TYPE SYNTAX INTEGER ", "(", "" },
    { HEAD "A ::= INTEGER { ", "a(1), ", "} END" },
    { HEAD "", "-- x ", "" },
    { HEAD "", "\"a b", "" },
    { "", "A DEFINITIONS ::= BEGIN ", "" },
    { "<html>", "<a ", "" },
    { "<html>", "<!-- ", "" },
    { HEAD "", "a OBJECT-TYPE ", "" },
    { HEAD "", "/* ", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (large); i++)
    {
      g_autoptr(GString) text = g_string_new (large[i].before);
      g_autoptr(TarnMibAliases) aliases = tarn_mib_aliases_new ();
      g_autoptr(TarnMibSource) source = NULL;
      gint64 begin_us;

      for (guint n = 0; n < 20000; n++)
        g_string_append (text, large[i].again);
      g_string_append (text, large[i].after);
      begin_us = g_get_monotonic_time ();
      source = read_source (text->str, aliases);
      g_test_message ("%.40s…: %.1f ms", text->str, (g_get_monotonic_time () - begin_us) / 1000.0);
      g_assert_cmpint (g_get_monotonic_time () - begin_us, <, 5 * G_USEC_PER_SEC);
    }
}

#define ADD(path, table, function)                                                        \
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)                                        \
    {                                                                                     \
      g_autofree char *name = g_strdup_printf ("/mib-source/" path "/%s", table[i].name); \
      g_test_add_data_func (name, &table[i], function);                                   \
    }

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("mend", mends, test_mend)
  ADD ("modules", modules, test_modules)
  ADD ("imports", imports, test_imports)
  g_test_add_func ("/mib-source/lines", test_lines);
  g_test_add_func ("/mib-source/long text", test_long_text);
  g_test_add_func ("/mib-source/NUL", test_nul);
  g_test_add_func ("/mib-source/replace", test_replace);
  g_test_add_func ("/mib-source/prefixes", test_prefixes);
  g_test_add_func ("/mib-source/large", test_large);
  return g_test_run ();
}
