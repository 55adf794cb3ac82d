'use strict';
// The lead checker: points, stage, band and disposition of a lead from what is ticked, as the
// model in this page decides. Every reference in the model is a position in one of its lists.
(function () {
  const model = JSON.parse(document.getElementById('model').textContent);

  // What a lead answers: for each answer of each criterion 'y', 'n' or '' for not known.

  // The answers that hold; of a criterion that picks one, only the first.
  function held(lead, c) {
    const all = lead[c].map((truth, a) => (truth === 'y' ? a : -1)).filter((a) => a >= 0);
    return model.criteria[c].combine === 'one-of' ? all.slice(0, 1) : all;
  }

  function criterionPoints(lead, c) {
    const criterion = model.criteria[c];
    const points = held(lead, c).map((a) => criterion.answers[a][1]);
    if (criterion.combine === 'sum') return points.reduce((sum, each) => sum + each, 0);
    return points.length > 0 ? Math.max(...points) : 0;
  }

  // A lead's sums: fit, behaviour, total, and of each group before and after its limits.
  function sumsOf(lead) {
    const sums = { fit: 0, behaviour: 0, total: 0, groups: model.groups.map(() => [0, 0]) };
    model.criteria.forEach((criterion, c) => {
      const points = criterionPoints(lead, c);
      if (criterion.group === null) sums[criterion.kind] += points;
      else sums.groups[criterion.group][0] += points;
    });
    model.groups.forEach((group, g) => {
      let points = sums.groups[g][0];
      if (group.min !== null) points = Math.max(points, group.min);
      if (group.max !== null) points = Math.min(points, group.max);
      sums.groups[g][1] = points;
      sums[group.kind] += points;
    });
    sums.total = sums.fit + sums.behaviour;
    return sums;
  }

  function measured(sums, measure) {
    return typeof measure === 'number' ? sums.groups[measure][1] : sums[measure];
  }

  function refHolds(lead, ref) {
    const [criterion, answers] = ref;
    return criterion !== null && held(lead, criterion).some((a) => answers.includes(a));
  }

  // How many of what a clause counts hold: references, or topics with any reference that holds.
  function counted(lead, clause) {
    const holds = (ref) => refHolds(lead, ref);
    return clause.is === 'topics'
      ? clause.of.filter((topic) => topic.some(holds)).length
      : clause.of[0].filter(holds).length;
  }

  function clauseHolds(clause, lead, sums) {
    switch (clause.is) {
      case 'all': return refHolds(lead, clause.of[0][0]);
      case 'any': return (clause.of[0] || []).some((ref) => refHolds(lead, ref));
      case 'not': return !refHolds(lead, clause.of[0][0]);
      case 'count':
      case 'topics': return counted(lead, clause) >= clause.count;
      case 'points': return measured(sums, clause.measure) >= clause.least;
      case 'reached': return stageHolds(clause.stage, lead, sums);
      default: return false; // a part that isn't well formed never holds
    }
  }

  const ruleHolds = (rule, lead, sums) => rule.every((clause) => clauseHolds(clause, lead, sums));

  function stageHolds(s, lead, sums) {
    const stage = model.stages[s];
    if (stage.by_person) return false;
    return stage.rule === null || ruleHolds(stage.rule, lead, sums);
  }

  function handoffRule() {
    const stage = model.handoff && model.handoff[0] !== null ? model.stages[model.handoff[0]] : null;
    return stage && !stage.by_person ? stage.rule : null;
  }

  // The band that starts highest of those that start at or below the total.
  function bandOf(total) {
    const start = (band) => (band.from === null ? -Infinity : band.from);
    let best = null;
    model.bands.forEach((band, b) => {
      const higher = best === null || start(model.bands[best]) < start(band);
      if (higher && start(band) <= total) best = b;
    });
    return best;
  }

  // Routes that take qualified leads, the hand-off, the other routes, the bands: the first decides.
  function decide(lead, sums, qualified, band) {
    const taken = (even) => model.routes.find((r) => r.even === even && ruleHolds(r.rule, lead, sums));
    const byRoute = (route) => [route.disposition, 'Routing rule: ' + route.name];
    const first = taken(true);
    if (first) return byRoute(first);
    if (qualified) {
      const own = band === null ? null : model.bands[band].qualified;
      return own === null
        ? [model.handoff[1], 'The hand-off']
        : [own, 'The band ' + model.bands[band].name + ', for qualified leads'];
    }
    const other = taken(false);
    if (other) return byRoute(other);
    return band === null || model.bands[band].disposition === null
      ? [null, '']
      : [model.bands[band].disposition, 'The band ' + model.bands[band].name];
  }

  // Not known: an answer is, unless an answer before it decides.
  function isUnknown(lead, c) {
    const truths = lead[c];
    const first = model.criteria[c].combine === 'one-of' ? truths.indexOf('y') : -1;
    return (first < 0 ? truths : truths.slice(0, first)).includes('');
  }

  function verdict(lead) {
    const sums = sumsOf(lead);
    const rule = handoffRule();
    const qualified = rule !== null && ruleHolds(rule, lead, sums);
    const band = bandOf(sums.total);
    const [disposition, decidedBy] = decide(lead, sums, qualified, band);
    let stage = model.stages.length - 1;
    while (stage >= 0 && !stageHolds(stage, lead, sums)) stage -= 1;
    return {
      sums, qualified, band, disposition, decidedBy, stage,
      missing: (rule || []).filter((clause) => !clauseHolds(clause, lead, sums)),
      unknown: model.criteria.map((_, c) => c).filter((c) => isUnknown(lead, c)),
      contradicts: model.never.filter((never) => ruleHolds(never.rule, lead, sums)),
    };
  }

  // The form.

  const form = document.getElementById('checker-form');
  const radio = (name) => form.querySelector('input[name="' + name + '"]:checked').value;

  // What one question says of its criterion's answers.
  function answersOf(question) {
    const c = Number(question.dataset.criterion);
    const answers = model.criteria[c].answers;
    if (question.dataset.control === 'many') return answers.map((_, a) => radio('c' + c + 'a' + a));
    if (question.dataset.control === 'times') {
      const input = form.elements['c' + c];
      const times = input.value === '' || !input.checkValidity() ? NaN : Number(input.value);
      return answers.map((_, a) => (Number.isNaN(times) ? '' : a < times ? 'y' : 'n'));
    }
    const value = radio('c' + c);
    if (question.dataset.control === 'yes') return [value];
    return answers.map((_, a) => (value === '' ? '' : String(a) === value ? 'y' : 'n'));
  }

  const questions = Array.from(form.querySelectorAll('.question'));
  function readLead() {
    const lead = [];
    questions.forEach((question) => { lead[Number(question.dataset.criterion)] = answersOf(question); });
    return lead;
  }

  // The result.

  const byId = (id) => document.getElementById(id);
  const element = (name, text) => {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  };

  const points = (n) => n + (Math.abs(n) === 1 ? ' point' : ' points');

  function listOf(title, items, name) {
    if (items.length === 0) return [];
    const list = document.createElement(name || 'ul');
    items.forEach((item) => list.append(element('li', item)));
    return [element('h3', title), list];
  }

  // How far a part of the hand-off rule is from holding.
  function shortBy(clause, lead, sums) {
    if (clause.is === 'points') return ': ' + points(clause.least - measured(sums, clause.measure)) + ' short';
    if (clause.is === 'count' || clause.is === 'topics') return ': ' + (clause.count - counted(lead, clause)) + ' short';
    return '';
  }

  function whatCounts(lead, sums) {
    const items = [];
    model.criteria.forEach((criterion, c) => {
      const names = held(lead, c).map((a) => criterion.answers[a][0]);
      if (names.length === 0) return;
      const last = names[names.length - 1];
      const times = criterion.times ? [last] : names;
      const answers = times.filter((name) => name !== criterion.name).join(', ');
      items.push(criterion.name + (answers ? ' (' + answers + ')' : '') + ': ' + points(criterionPoints(lead, c)));
    });
    model.groups.forEach((group, g) => {
      const [sum, counts] = sums.groups[g];
      if (sum !== counts) items.push(group.name + ' together: ' + points(counts) + ' instead of ' + sum);
    });
    return items;
  }

  // What is not known counts as not holding, and may still change the answer.
  function answer(passed, isOpen) {
    const word = passed ? '✓ Yes, passed to Sales' : '✗ No, not passed';
    return word + (isOpen ? ', as far as we know' : '');
  }

  function show() {
    const lead = readLead();
    const result = verdict(lead);
    const { sums, qualified, band, disposition, stage } = result;
    const next = disposition === null ? null : model.dispositions[disposition];
    const passed = next ? next.forwards : qualified;
    const head = byId('result');
    const begun = lead.some((truths) => truths.some((truth) => truth !== ''));
    head.className = 'result-head' + (begun ? (passed ? ' yes' : ' no') : '');
    byId('answer').textContent = begun ? answer(passed, result.unknown.length > 0) + (next ? ': ' + next.name : '')
      : 'Nothing answered yet' + (next ? '; as it stands: ' + next.name : '');
    byId('answer-more').textContent = next ? next.details : 'The model names no disposition for this lead.';
    byId('sums').textContent = points(sums.total) + ' (fit ' + sums.fit + ', behaviour ' + sums.behaviour + ')' +
      (band === null ? '' : ', band ' + model.bands[band].name) +
      (stage < 0 ? ', no stage yet' : ', stage ' + model.stages[stage].name + ' (' + model.stages[stage].readiness.toLowerCase() + ')');
    Object.assign(head.dataset, {
      fit: sums.fit, behaviour: sums.behaviour, total: sums.total, qualified: qualified ? 'yes' : 'no',
      stage: stage < 0 ? '' : model.stages[stage].id,
      band: band === null ? '' : model.bands[band].id,
      disposition: next ? next.id : '',
      unknown: result.unknown.map((c) => model.criteria[c].id).join(';'),
      missing: result.missing.length,
    });
    const body = byId('result-body');
    body.textContent = '';
    body.append(
      ...listOf('What decided', [result.decidedBy || 'Nothing yet']),
      ...listOf('Contradicts what no lead can be', result.contradicts.map((never) => never.words)),
      ...listOf('What counts', whatCounts(lead, sums)),
      ...listOf('Missing for the hand-off', result.missing.map((clause) => clause.words + shortBy(clause, lead, sums))),
      ...listOf('Not known', result.unknown.map((c) => model.criteria[c].name)));
  }

  form.addEventListener('input', show);
  form.addEventListener('change', show);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(show, 0));
  // Everything that is not known yet becomes a no.
  byId('rest-no').addEventListener('click', () => {
    questions.forEach((question) => {
      const c = question.dataset.criterion;
      if (question.dataset.control === 'times') {
        if (form.elements['c' + c].value === '') form.elements['c' + c].value = '0';
        return;
      }
      question.querySelectorAll('input[value=""]:checked').forEach((blank) => {
        const inputs = Array.from(form.querySelectorAll('input[name="' + blank.name + '"]'));
        const no = inputs.find((input) => input.value === 'n' || input.value === 'none') || inputs[inputs.length - 2];
        no.checked = true;
      });
    });
    show();
  });
  byId('checker-body').hidden = false;
  show();
})();
