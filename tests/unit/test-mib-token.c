/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The words of a MIB module, and where they stand.
 */
#include "tarn-test.h"

#include <string.h>

#include "mib/tarn-mib-token.h"

/* Kinds in the order of TarnMibTokenKind, as letters. */
#define KINDS "-ULDNSVP?"

typedef struct
{
  const char *name;
  const char *text;
  const char *tokens;    /* kind, line, column, text; "!" behind the kind: a string that is open */
} TokenCase;

static const TokenCase cases[] = {
  { "names begin with a letter", "Foo foo foo-bar foo_bar",
    "U1:1 Foo|L1:5 foo|L1:9 foo-bar|L1:17 foo_bar|" },
  { "what begins with a digit is a number or a name", "12 3com -4 0x1f",
    "N1:1 12|D1:4 3com|N1:9 -4|D1:12 0x1f|" },
  { "a hyphen at the end belongs to the name, two do not", "foo- bar--baz\nx", "L1:1 foo-|L1:6 bar|L2:1 x|" },
  { "signs", "{}()[]<>,;:|. ::= ..",
    "P1:1 {|P1:2 }|P1:3 (|P1:4 )|P1:5 [|P1:6 ]|P1:7 <|P1:8 >|P1:9 ,|P1:10 ;|P1:11 :|P1:12 |"
    "|P1:13 .|P1:15 ::=|P1:19 ..|" },
  { "literals", "'7F'h '0101'B '7 f'H 'x'", "V1:1 '7F'h|V1:7 '0101'B|V1:15 '7 f'H|?1:22 '|L1:23 x|?1:24 '|" },
  { "a string, with its doubled quotes and lines", "\"a \"\"b\"\"\nc\" d", "S1:1 \"a \"\"b\"\"\nc\"|L2:4 d|" },
  { "a string that ends with the text", "\"a", "S!1:1 \"a|" },
  { "a string that a clause ends", "\"a\n STATUS current \"b\"c\"", "S!1:1 \"a|U2:2 STATUS|L2:9 current|S2:17 \"b\"|L2:20 c|S!2:21 \"|" },
  { "a string that a value ends", "\"a ::= { b 1 } c \"d\"", "S!1:1 \"a |P1:4 ::=|P1:8 {|L1:10 b|N1:12 1|P1:14 }|L1:16 c|S1:18 \"d\"|" },
  { "bent quotes", "\xe2\x80\x9c" "a\xe2\x80\x9d b", "S1:1 \xe2\x80\x9c" "a\xe2\x80\x9d|L1:5 b|" },
  { "a comment to the end of the line", "a -- b c\nd", "L1:1 a|L2:1 d|" },
  { "a comment of dashes", "a ------- b\n---\nc", "L1:1 a|L3:1 c|" },
  { "a comment that dashes end before a sign", "a -- b -- }", "L1:1 a|P1:11 }|" },
  { "before a label", "a -- b -- c(1)", "L1:1 a|L1:11 c|P1:12 (|N1:13 1|P1:14 )|" },
  { "before a number and nothing else", "a -- b -- 5 }", "L1:1 a|N1:11 5|P1:13 }|" },
  { "but not before prose, nor before a number in it", "a -- b -- c d\n-- b -- 5 of them\ne",
    "L1:1 a|L3:1 e|" },
  { "a comment of C", "a /* b\nc */ d", "L1:1 a|L2:6 d|" },
  { "one that never ends is a line", "a /* b\nc", "L1:1 a|L2:1 c|" },
  { "odd spaces are spaces", "a\xc2\xa0" "b\xe2\x80\x8b" "c\xef\xbb\xbf" "d", "L1:1 a|L1:3 b|L1:5 c|L1:7 d|" },
  { "what has no meaning is one character", "a \xc3\xa9 ? b", "L1:1 a|?1:3 \xc3\xa9|?1:5 ?|L1:7 b|" },
  { "nothing", "", "" },
  { "a dash alone", "-", "P1:1 -|" },
};

static char *
read_all (TarnSpan text)
{
  GString *out = g_string_new (NULL);
  TarnMibLexer lexer;
  TarnMibToken token;

  tarn_mib_lexer_init (&lexer, (const char *) text.data, text.len, 0, 1, NULL);
  for (tarn_mib_lexer_next (&lexer, &token); token.kind != TARN_MIB_TOKEN_END;
       tarn_mib_lexer_next (&lexer, &token))
    {
      g_assert_cmpuint (token.len, >, 0);
      g_assert_cmpuint (token.start + token.len, <=, text.len);
      g_string_append_printf (out, "%c%s%u:%u %.*s|", KINDS[token.kind], token.open ? "!" : "",
                              token.line, token.column, (int) token.len,
                              (const char *) text.data + token.start);
    }

  /* The end is the end, however often one asks. */
  tarn_mib_lexer_next (&lexer, &token);
  g_assert_cmpint (token.kind, ==, TARN_MIB_TOKEN_END);
  return g_string_free (out, FALSE);
}

static void
test_tokens (gconstpointer data)
{
  const TokenCase *c = data;
  gsize n = strlen (c->text);
  g_autofree guint8 *exact = g_memdup2 (c->text, n);
  g_autofree char *tokens = read_all (tarn_span (exact, n));

  g_assert_cmpstr (tokens, ==, c->tokens);
}

static void
read_cb (TarnSpan prefix,
         gpointer data)
{
  g_autofree char *tokens = read_all (prefix);

  g_assert_nonnull (tokens);
}

/* A file may be cut off anywhere: nothing is read past its end. */
static void
test_prefixes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    tarn_test_each_prefix (tarn_span (cases[i].text, strlen (cases[i].text)), read_cb, NULL);
}

static void
test_is (void)
{
  const char *text = "Foo";
  TarnMibLexer lexer;
  TarnMibToken token;

  tarn_mib_lexer_init (&lexer, text, 3, 0, 1, NULL);
  tarn_mib_lexer_next (&lexer, &token);
  g_assert_true (tarn_mib_token_is (&token, text, "Foo"));
  g_assert_false (tarn_mib_token_is (&token, text, "Fo"));
  g_assert_false (tarn_mib_token_is (&token, text, "Fooo"));
  g_assert_false (tarn_mib_token_is (&token, text, "foo"));
  g_assert_true (tarn_mib_token_is_like (&token, text, "fOO"));
  g_assert_false (tarn_mib_token_is_like (&token, text, "fO"));
  tarn_mib_lexer_next (&lexer, &token);
  g_assert_false (tarn_mib_token_is (&token, text, ""));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/mib-token/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_tokens);
    }
  g_test_add_func ("/mib-token/prefixes", test_prefixes);
  g_test_add_func ("/mib-token/is", test_is);
  return g_test_run ();
}
