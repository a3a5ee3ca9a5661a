/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-capture-private.h"

/* A page's key is its number, four octets, little-endian, and of a page of notes an 'n'
 * behind it; all other keys are longer.  Records of pages of varbinds are of one size, so
 * that one that grows stays in its place and the room of one that is gone fits the next. */
typedef struct
{
  guint8 octets[5];
} PageKey;

static TarnSpan
page_key (PageKey  *key,
          guint32   id,
          gboolean  of_notes)
{
  id = GUINT32_TO_LE (id);
  memcpy (key->octets, &id, sizeof id);
  key->octets[4] = 'n';
  return tarn_span (key->octets, of_notes ? 5 : 4);
}

static guint8 *
pager_read (gpointer   data,
            guint32    id,
            gsize     *len,
            GError   **error)
{
  PageKey key;

  return tarn_tdb_read (*(TarnTdb **) data, page_key (&key, id, FALSE), len);
}

static gboolean
pager_write (gpointer   data,
             guint32    id,
             TarnSpan   octets,
             GError   **error)
{
  TarnTdb *tdb = *(TarnTdb **) data;
  PageKey key;

  if (id != 0 && octets.len <= TARN_PAGE_SIZE
      && !tarn_tdb_reserve (tdb, page_key (&key, id, FALSE), TARN_PAGE_SIZE, error))
    return FALSE;

  return tarn_tdb_write (tdb, page_key (&key, id, FALSE), octets, error);
}

static gboolean
pager_drop (gpointer   data,
            guint32    id,
            GError   **error)
{
  PageKey key;

  return tarn_tdb_delete (*(TarnTdb **) data, page_key (&key, id, FALSE), error);
}

static gboolean
pager_find (gpointer   data,
            guint32    id,
            TarnSpan  *octets,
            GBytes   **map)
{
  PageKey key;

  return tarn_tdb_find (*(TarnTdb **) data, page_key (&key, id, FALSE), octets, map);
}

const TarnPager tarn_capture_pager = { pager_read, pager_write, pager_drop, pager_find };

static guint8 *
notes_pager_read (gpointer   data,
                  guint32    id,
                  gsize     *len,
                  GError   **error)
{
  PageKey key;

  return tarn_tdb_read (*(TarnTdb **) data, page_key (&key, id, TRUE), len);
}

static gboolean
notes_pager_write (gpointer   data,
                   guint32    id,
                   TarnSpan   octets,
                   GError   **error)
{
  PageKey key;

  return tarn_tdb_write (*(TarnTdb **) data, page_key (&key, id, TRUE), octets, error);
}

static gboolean
notes_pager_drop (gpointer   data,
                  guint32    id,
                  GError   **error)
{
  PageKey key;

  return tarn_tdb_delete (*(TarnTdb **) data, page_key (&key, id, TRUE), error);
}

const TarnPager tarn_capture_notes_pager = {
  notes_pager_read, notes_pager_write, notes_pager_drop
};
