/* tarn-lint.h
 *
 * What a capture and the MIB modules disagree about: for whoever writes an agent, and for
 * their continuous integration.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib.h"
#include "store/tarn-store.h"

G_BEGIN_DECLS

/**
 * TarnLintRule:
 * @TARN_LINT_TYPE: a value of another type than its SYNTAX (F-86)
 * @TARN_LINT_RANGE: a number outside of its range
 * @TARN_LINT_SIZE: a string of a size that it cannot have
 * @TARN_LINT_LABEL: a number that the enumeration, or a bit that BITS do not name
 * @TARN_LINT_CONVENTION: not what its textual convention says, or not text where text
 *   should be
 * @TARN_LINT_UNREADABLE: octets that are no value of their type
 * @TARN_LINT_ACCESS: an instance of an object that cannot be read
 * @TARN_LINT_INSTANCE: a scalar with another instance than 0, or a value where none can be
 * @TARN_LINT_INDEX: an index that its INDEX clause cannot read, or only with a repair
 *   (rules P-IDX-10, P-IDX-12)
 * @TARN_LINT_INDEX_VALUE: an index that its INDEX objects do not allow, or a column that
 *   contradicts it
 * @TARN_LINT_ORDER: names that did not increase while the device was read (P-WLK-02)
 * @TARN_LINT_WIRE: what was tolerated of the device's messages
 * @TARN_LINT_GAP: what could not be read of the device
 * @TARN_LINT_MISSING: objects without any instance, though their table has rows or their
 *   group has others
 * @TARN_LINT_HOLE: rows without an instance of a column that other rows have
 * @TARN_LINT_COLUMN: a column that the table does not have
 * @TARN_LINT_UNKNOWN: names that no module defines, below one that does
 *
 * What can be wrong.
 */
typedef enum
{
  TARN_LINT_TYPE,
  TARN_LINT_RANGE,
  TARN_LINT_SIZE,
  TARN_LINT_LABEL,
  TARN_LINT_CONVENTION,
  TARN_LINT_UNREADABLE,
  TARN_LINT_ACCESS,
  TARN_LINT_INSTANCE,
  TARN_LINT_INDEX,
  TARN_LINT_INDEX_VALUE,
  TARN_LINT_ORDER,
  TARN_LINT_WIRE,
  TARN_LINT_GAP,
  TARN_LINT_MISSING,
  TARN_LINT_HOLE,
  TARN_LINT_COLUMN,
  TARN_LINT_UNKNOWN,
} TarnLintRule;

/**
 * TarnLintSeverity:
 * @TARN_LINT_NOTE: may well be as it should
 * @TARN_LINT_WARNING: of no harm to most who read the device
 * @TARN_LINT_ERROR: the device breaks a rule
 *
 * How bad a finding is.
 */
typedef enum
{
  TARN_LINT_NOTE,
  TARN_LINT_WARNING,
  TARN_LINT_ERROR,
} TarnLintSeverity;

/**
 * TarnLintFinding:
 * @rule: what is wrong
 * @severity: how bad that is
 * @object: (nullable): the object: "IF-MIB::ifOperStatus"; %NULL where none is known
 * @oid: (nullable): the first instance that shows it
 * @count: how many do
 * @text: a sentence about the first
 *
 * All that one rule has found about one object.
 */
typedef struct
{
  TarnLintRule      rule;
  TarnLintSeverity  severity;
  char             *object;
  TarnOid          *oid;
  guint64           count;
  char             *text;
} TarnLintFinding;

/**
 * TarnLintReport:
 * @findings: (element-type TarnLintFinding): by severity, the worst first, then by name
 * @n_rows: varbinds that were looked at
 * @n_known: those whose object a module defines
 * @n_errors: findings of that severity
 * @n_warnings: likewise
 * @n_notes: likewise
 *
 * What a capture and the MIB modules disagree about.
 */
typedef struct
{
  GPtrArray *findings;
  guint64    n_rows;
  guint64    n_known;
  guint      n_errors;
  guint      n_warnings;
  guint      n_notes;
} TarnLintReport;

#define TARN_TYPE_LINT_FINDING (tarn_lint_finding_get_type ())
#define TARN_TYPE_LINT_REPORT  (tarn_lint_report_get_type ())

TARN_EXPORT GType            tarn_lint_finding_get_type   (void) G_GNUC_CONST;
TARN_EXPORT TarnLintFinding *tarn_lint_finding_copy       (const TarnLintFinding *self);
TARN_EXPORT void             tarn_lint_finding_free       (TarnLintFinding       *self);

TARN_EXPORT GType            tarn_lint_report_get_type    (void) G_GNUC_CONST;
TARN_EXPORT TarnLintReport  *tarn_lint_report_copy        (const TarnLintReport  *self);
TARN_EXPORT void             tarn_lint_report_free        (TarnLintReport        *self);

TARN_EXPORT const char      *tarn_lint_rule_to_string     (TarnLintRule           rule);
TARN_EXPORT const char      *tarn_lint_severity_to_string (TarnLintSeverity       severity);

TARN_EXPORT TarnLintReport  *tarn_lint_store              (TarnStore             *store,
                                                           TarnMib               *mib,
                                                           GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnLintFinding, tarn_lint_finding_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnLintReport, tarn_lint_report_free)

G_END_DECLS
