/* tarn-editor-hex.c
 *
 * Octets: offset, hex and text side by side.  The hex is an ordinary text, so that every key
 * that edits text edits octets; offsets and text follow it line by line.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-editor-input.h"

#include <glib/gi18n.h>
#include <string.h>

/* What fits beside offset and text at 360 pixels. */
#define OCTETS_A_LINE 8

#define TARN_TYPE_EDITOR_HEX (tarn_editor_hex_get_type ())
G_DECLARE_FINAL_TYPE (TarnEditorHex, tarn_editor_hex, TARN, EDITOR_HEX, TarnEditorInput)

struct _TarnEditorHex
{
  TarnEditorInput  parent_instance;

  GtkTextBuffer   *offsets;
  GtkTextBuffer   *hex;
  GtkTextBuffer   *text;
  gboolean         is_laying_out;
};

G_DEFINE_FINAL_TYPE (TarnEditorHex, tarn_editor_hex, TARN_TYPE_EDITOR_INPUT)

static char *
dup_buffer (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static char *
dup_text (TarnEditorInput *input)
{
  return dup_buffer (TARN_EDITOR_HEX (input)->hex);
}

/* The octets of a line, as text; how many there are. */
static guint
append_line (GString    *text,
             const char *line)
{
  guint n = 0, digits = 0, octet = 0;

  for (; *line != '\0'; line++)
    {
      int digit = g_ascii_xdigit_value (*line);

      if (digit < 0)
        continue;
      octet = (octet << 4 | (guint) digit) & 0xff;
      if (++digits % 2 == 0)
        {
          g_string_append_c (text, g_ascii_isprint (octet) ? (char) octet : '.');
          n++;
        }
    }

  return n;
}

/* Brings the columns beside the hex in line with it. */
static void
follow (TarnEditorHex *self)
{
  g_autofree char *hex = dup_buffer (self->hex);
  g_auto(GStrv) lines = g_strsplit (hex, "\n", -1);
  g_autoptr(GString) offsets = g_string_new (NULL);
  g_autoptr(GString) text = g_string_new (NULL);
  guint at = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_string_append_printf (offsets, "%s%04x", i > 0 ? "\n" : "", at);
      g_string_append (text, i > 0 ? "\n" : "");
      at += append_line (text, lines[i]);
    }
  gtk_text_buffer_set_text (self->offsets, offsets->str, -1);
  gtk_text_buffer_set_text (self->text, text->str, -1);
}

static void
set_text (TarnEditorInput *input,
          const char      *text)
{
  TarnEditorHex *self = TARN_EDITOR_HEX (input);
  g_autoptr(GString) laid_out = g_string_new (NULL);
  guint digits = 0;

  for (; *text != '\0'; text++)
    {
      if (!g_ascii_isxdigit (*text))
        continue;
      if (digits > 0 && digits % 2 == 0)
        g_string_append_c (laid_out, digits / 2 % OCTETS_A_LINE == 0 ? '\n' : ' ');
      g_string_append_c (laid_out, *text);
      digits++;
    }

  self->is_laying_out = TRUE;
  gtk_text_buffer_set_text (self->hex, laid_out->str, -1);
  self->is_laying_out = FALSE;
  follow (self);
}

static void
changed_cb (TarnEditorHex *self)
{
  if (self->is_laying_out)
    return;
  follow (self);
  tarn_editor_input_changed (TARN_EDITOR_INPUT (self));
}

/* Once it is left, it is as long as others are; what is no hex stays for its complaint. */
static void
leave_cb (TarnEditorHex *self)
{
  g_autofree char *text = dup_buffer (self->hex);

  if (text[strspn (text, "0123456789abcdefABCDEF \n")] == '\0')
    set_text (TARN_EDITOR_INPUT (self), text);
}

static void
tarn_editor_hex_class_init (TarnEditorHexClass *class)
{
  TARN_EDITOR_INPUT_CLASS (class)->dup_text = dup_text;
  TARN_EDITOR_INPUT_CLASS (class)->set_text = set_text;
}

/* @n_chars wide at least: a text view alone asks for no width. */
static GtkTextBuffer *
add_view (GtkWidget  *box,
          const char *name,
          guint       n_chars,
          gboolean    editable)
{
  GtkTextView *view = GTK_TEXT_VIEW (gtk_text_view_new ());
  g_autoptr(PangoLayout) layout = NULL;
  int width;

  gtk_text_view_set_monospace (view, TRUE);
  gtk_text_view_set_editable (view, editable);
  gtk_text_view_set_cursor_visible (view, editable);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_left_margin (view, 6);
  gtk_text_view_set_right_margin (view, 6);
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (view), "0");
  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_widget_set_size_request (GTK_WIDGET (view), (int) n_chars * (width + 1) + 12, -1);
  gtk_widget_set_direction (GTK_WIDGET (view), GTK_TEXT_DIR_LTR);
  gtk_widget_set_hexpand (GTK_WIDGET (view), editable);
  gtk_widget_set_focusable (GTK_WIDGET (view), editable);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (!editable)
    gtk_widget_add_css_class (GTK_WIDGET (view), "dim-label");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (view));
  return gtk_text_view_get_buffer (view);
}

static void
tarn_editor_hex_init (TarnEditorHex *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_set_direction (box, GTK_TEXT_DIR_LTR);
  self->offsets = add_view (box, _("Offsets"), 4, FALSE);
  self->hex = add_view (box, _("New value, octets in hex"), 3 * OCTETS_A_LINE, TRUE);
  self->text = add_view (box, _("Octets as text"), OCTETS_A_LINE, FALSE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 130);
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  tarn_editor_input_set_child (TARN_EDITOR_INPUT (self), scroller);

  gtk_widget_add_controller (box, focus);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (self->hex, "changed", G_CALLBACK (changed_cb), self);
}

TarnEditorInput *
tarn_editor_hex_new (void)
{
  return g_object_new (TARN_TYPE_EDITOR_HEX, NULL);
}
