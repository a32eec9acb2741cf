// Made from the routes by `npm run contract`, and held to them by `npm run verify`: change the routes, not this.

export type BoardRow = { readonly template: 'hall' | 'zone' | 'window'; readonly zone: string | null; readonly windowId: string | null };

export type BookedFor = { readonly name: string | null; readonly idNo: string | null };

export type BookingState = 'BOOKED' | 'CHECKED_IN' | 'CANCELLED' | 'NO_SHOW';

export type Damage = 'edit' | 're-attribution' | 'deletion' | 'cut tail' | 'reorder' | 'insertion' | 'rewritten' | 'row differs';

export type Direction = 'left' | 'right' | 'ahead' | 'behind' | 'up' | 'down';

export type Done = { readonly ok: true };

export type EventType =
  | 'hall_day.opened'
  | 'hall_day.cleared'
  | 'hall_day.halted'
  | 'hall_day.resumed'
  | 'hall_day.swept'
  | 'window.opened'
  | 'window.closed'
  | 'window.paused'
  | 'window.resumed'
  | 'window.reskilled'
  | 'number.voided'
  | 'ticket.taken'
  | 'ticket.called'
  | 'ticket.recalled'
  | 'ticket.started'
  | 'ticket.finished'
  | 'ticket.missed'
  | 'ticket.rejoined'
  | 'ticket.let_pass'
  | 'ticket.prioritised'
  | 'ticket.item_added'
  | 'ticket.item_removed'
  | 'ticket.item_marked'
  | 'ticket.case_named'
  | 'ticket.marked_inaccurate'
  | 'ticket.held'
  | 'ticket.resumed'
  | 'ticket.returned'
  | 'ticket.transferred'
  | 'ticket.cancelled'
  | 'ticket.moved'
  | 'ticket.abandoned'
  | 'ticket.undone'
  | 'ticket.notice_asked'
  | 'ticket.notice_ended'
  | 'ticket.noticed'
  | 'signature.asked'
  | 'signature.signed'
  | 'signature.declined'
  | 'signature.cancelled'
  | 'help.asked'
  | 'help.answered'
  | 'help.released'
  | 'help.ended'
  | 'booking_day.opened'
  | 'booking.made'
  | 'booking.checked_in'
  | 'booking.cancelled'
  | 'booking.missed'
  | 'booking.released'
  | 'booking.reminded'
  | 'case.drafted'
  | 'case.submitted'
  | 'case.returned_for_changes'
  | 'case.received'
  | 'case.notice_given'
  | 'case.supplemented'
  | 'case.supplement_lapsed'
  | 'case.accepted'
  | 'case.accepted_with_deficit'
  | 'case.deemed_accepted'
  | 'case.acceptance_refused'
  | 'case.signed'
  | 'case.forwarded'
  | 'case.sent_back'
  | 'case.branch_signed'
  | 'case.branch_answered'
  | 'case.procedure_started'
  | 'case.procedure_ended'
  | 'case.extension_requested'
  | 'case.extended'
  | 'case.suspended'
  | 'case.resumed'
  | 'case.supplement_asked'
  | 'case.supplement_answered'
  | 'case.deficit_supplied'
  | 'case.granted'
  | 'case.refused'
  | 'case.terminated'
  | 'case.withdrawn'
  | 'case.fee_taken'
  | 'case.authority_recorded'
  | 'case.authority_ended'
  | 'case.produced'
  | 'case.ready'
  | 'case.concluded'
  | 'case.reminded'
  | 'case.delivered'
  | 'case.served'
  | 'case.revoked'
  | 'case.archived'
  | 'case.reassigned'
  | 'case.corrected'
  | 'case.voided'
  | 'case.supervised'
  | 'case.amended'
  | 'case.file_added'
  | 'case.file_removed'
  | 'case.file_checked'
  | 'call.came'
  | 'call.offered'
  | 'call.answered'
  | 'call.ended'
  | 'call.linked'
  | 'call.done'
  | 'order.answered_directly'
  | 'order.logged'
  | 'order.declined'
  | 'order.rectification_opened'
  | 'order.dispatched'
  | 'order.signed'
  | 'order.auto_signed'
  | 'order.return_requested'
  | 'order.reassigned'
  | 'order.return_refused'
  | 'order.sent_to_panel'
  | 'order.ruled'
  | 'order.begun'
  | 'order.verified'
  | 'order.extension_requested'
  | 'order.extended'
  | 'order.extension_refused'
  | 'order.suspended'
  | 'order.resumed'
  | 'order.replied'
  | 'order.reviewed'
  | 'order.review_passed'
  | 'order.sent_back'
  | 'order.call_missed'
  | 'order.called_back'
  | 'order.rework_ordered'
  | 'order.closed'
  | 'order.closed_unreasonable'
  | 'order.cancelled'
  | 'order.merged'
  | 'order.joined'
  | 'order.escalated'
  | 'knowledge.written'
  | 'knowledge.withdrawn'
  | 'licence.issued'
  | 'licence.corrected'
  | 'licence.expired'
  | 'licence.withdrawn'
  | 'licence.revoked'
  | 'licence.cancelled'
  | 'licence.forfeited'
  | 'rating.given'
  | 'staff_day.opened'
  | 'session.started'
  | 'session.refused'
  | 'session.ended'
  | 'person.read'
  | 'person.refused'
  | 'case.press_refused'
  | 'caller.looked_up'
  | 'caller.read'
  | 'case.read'
  | 'log.searched'
  | 'log.opened'
  | 'log.checked'
  | 'log.exported'
  | 'staff.created'
  | 'staff.changed'
  | 'staff.suspended'
  | 'staff.restored'
  | 'staff.assigned'
  | 'staff.unassigned'
  | 'staff.password_set'
  | 'staff.second_factor_set'
  | 'staff.second_factor_removed'
  | 'staff.sessions_ended'
  | 'config.set'
  | 'device.paired'
  | 'device.renamed'
  | 'device.configured'
  | 'device.reload_asked'
  | 'device.revoked';

export type HallOpening = {
  /** When numbers are given on this date, in minutes after midnight; null = the hall told no hours */
  readonly plan: {
    readonly periods: readonly {
      readonly from: number;
      readonly to: number;
      readonly lastNumber: number;
      readonly clearAt: number | null;
      readonly extended: boolean;
    }[];
  } | null;
  /** Why no numbers are given now; null = they are */
  readonly none: {
    readonly state: 'halted' | 'before' | 'break' | 'over' | 'shut';
    /** HH:MM when numbers are given again */
    readonly at: string | null;
    /** where that is not today */
    readonly date: string | null;
    readonly closure: Name | null;
    readonly reason: 'crowded' | 'power' | 'network' | 'safety' | 'other' | null;
  } | null;
};

export type HallReport = {
  readonly from: string;
  readonly to: string;
  readonly by: ReportGrouping;
  readonly timeZone: string;
  readonly all: ReportLine;
  readonly groups: readonly {
    /** 取号 = done + open + missed + abandoned + cancelled */
    readonly taken: number;
    readonly done: number;
    /** Neither served nor gone yet */
    readonly open: number;
    readonly missed: number;
    readonly abandoned: number;
    readonly cancelled: number;
    readonly priority: number;
    readonly booked: number;
    /** Counted, while none of their times is */
    readonly inaccurate: number;
    /** Called, with times that count */
    readonly called: number;
    /** Of those, who waited longer than the target of the queue, as it is set now */
    readonly late: number;
    /** 平均等候 = Σ(first call − taking) ÷ called, in milliseconds as all times here; null = of nobody */
    readonly wait: number | null;
    /** Nine of ten were called within it */
    readonly waitP90: number | null;
    /** From a call to the start at the window, of who was served and missed no call */
    readonly walk: number | null;
    /** 平均办理 = Σ served ÷ done, without the time of being held */
    readonly service: number | null;
    /** missed ÷ taken */
    readonly missedShare: number | null;
    /** 弃号率 = abandoned ÷ taken */
    readonly abandonedShare: number | null;
    /** 等候超时率 = late ÷ called */
    readonly lateShare: number | null;
    /** priority ÷ taken */
    readonly priorityShare: number | null;
    /** 预约占比 = booked ÷ taken */
    readonly bookedShare: number | null;
    /** Σ of all service at the windows */
    readonly served: number | null;
    /** Σ of the time that the windows were open and not paused */
    readonly opened: number | null;
    /** 窗口饱和度 = served ÷ opened; of a queue or a matter its share of all windows’ time */
    readonly saturation: number | null;
    /** An id, an hour, a date; `none` for numbers without window or matter */
    readonly key: string;
    /** Prefix of a queue, number of a window */
    readonly label: string;
    readonly name: Name | null;
  }[];
};

export type HallStaffView = {
  readonly epoch: string;
  /** The database's clock; another epoch or a later time is newer */
  readonly asOf: string;
  readonly version: number;
  readonly hall: PublicHall;
  readonly hallDayId: string | null;
  readonly businessDate: string;
  readonly opening: HallOpening;
  readonly shifts: readonly { readonly from: number; readonly to: number; readonly windowIds: readonly string[] }[];
  readonly policy: {
    readonly rule: TurnRule;
    readonly priorityRate: number;
    readonly bookedRate: number;
    readonly returnedBonusMinutes: number;
    readonly bookedBonusMinutes: number;
    readonly overtakeMax: number;
    readonly overtakeMinutes: number;
    readonly passPlaces: number;
    readonly passMax: number;
    readonly itemsMax: number;
    readonly warnPerWindow: number;
    readonly targetMinutes: number;
    readonly ordinaryPerPriority: number;
    readonly recallMax: number;
    readonly recallGapSeconds: number;
    readonly recallsBeforeMiss: number;
    readonly rejoinMinutes: number;
    readonly rejoinPlaces: number;
    readonly undoSeconds: number;
    readonly takesPerDevicePerMinute: number;
    readonly bookAheadDays: number;
    readonly bookWorkingDays: number;
    readonly bookCancelMinutes: number;
    readonly bookEarlyMinutes: number;
    readonly bookLateMinutes: number;
    readonly noShowMax: number;
    readonly noShowDays: number;
    readonly noShowBarDays: number;
  };
  readonly series: readonly PublicSeries[];
  /** By queue: how long one should wait at most, and how many for an open window are too many */
  readonly targets: Readonly<Record<string, { readonly targetMinutes: number; readonly warnPerWindow: number }>>;
  readonly windows: readonly StaffWindow[];
  readonly tickets: readonly StaffTicket[];
  readonly help: readonly StaffHelp[];
  readonly counts: {
    readonly WAITING: number;
    readonly CALLED: number;
    readonly SERVING: number;
    readonly HELD: number;
    readonly DONE: number;
    readonly MISSED: number;
    readonly CANCELLED: number;
    readonly ABANDONED: number;
  };
  readonly servedByWindow: Readonly<
    Record<
      string,
      {
        readonly done: number;
        /** Those whose times count */
        readonly timed: number;
        readonly averageSeconds: number | null;
        readonly clerks: Readonly<
          Record<
            string,
            {
              readonly done: number;
              /** Those whose times count */
              readonly timed: number;
              readonly averageSeconds: number | null;
            }
          >
        >;
      }
    >
  >;
  readonly longestWaitSeconds: number | null;
  readonly screens: readonly ScreenState[];
};

export type Labels = Readonly<
  Record<
    string,
    {
      readonly kind:
        | 'ticket'
        | 'window'
        | 'series'
        | 'hall'
        | 'hall_day'
        | 'booking_day'
        | 'staff'
        | 'staff_day'
        | 'device'
        | 'department'
        | 'area'
        | 'item'
        | 'case'
        | 'realm';
      readonly name: Name;
    }
  >
>;

export type MyBooking = {
  readonly id: string;
  readonly state: BookingState;
  readonly byHall: boolean;
  /** Eight digits, typed or scanned at the kiosk of this hall */
  readonly code: string;
  readonly hall: { readonly id: string; readonly name: Name; readonly phone: string | null; readonly timeZone: string };
  readonly series: { readonly id: string; readonly name: Name; readonly place: Name | null };
  readonly itemName: string | null;
  readonly for: BookedFor;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly checkInFrom: string;
  readonly checkInUntil: string;
  readonly cancelUntil: string;
  readonly ticket: { readonly number: string; readonly url: string } | null;
};

export type Name = { readonly zh: string; readonly en: string | null };

export type PriorityReason =
  | 'military'
  | 'martyr_family'
  | 'fire_rescue'
  | 'disabled'
  | 'elderly'
  | 'pregnant_or_infant'
  | 'ill'
  | 'urgent';

export type PublicHall = {
  readonly id: string;
  readonly name: Name;
  readonly timeZone: string;
  readonly notice: Name | null;
  readonly guideDesk: Name | null;
  readonly phone: string | null;
  readonly silent: boolean;
};

export type PublicSeries = {
  readonly id: string;
  readonly prefix: string;
  readonly name: Name;
  readonly hint: Name | null;
  readonly place: Name | null;
  readonly waiting: number;
  /** For somebody who takes a number now; null = cannot be said */
  readonly waitMinutes: number | null;
  readonly openWindows: number;
  readonly issuing: boolean;
  /** Its numbers are gone, of the day or of this part of it; next = HH:MM when there are some again today */
  readonly full: { readonly max: number; readonly next: string | null } | null;
  readonly bookable: boolean;
  /** Who comes to collect takes a number of this queue */
  readonly results: boolean;
};

export type Ratable = {
  readonly stage: 'VISIT' | 'ACCEPTED' | 'CONCLUDED';
  /** The item, or the queue */
  readonly about: string;
  readonly state: 'not_yet' | 'open' | 'given' | 'expired';
  readonly until: string | null;
};

export type RatingFigures = {
  /** 应评: finished steps */
  readonly finished: number;
  /** 主动评价 */
  readonly rated: number;
  /** 主动评价率 = rated ÷ finished */
  readonly activeRate: number | null;
  /** null = too few to be told by level */
  readonly levels: { readonly 1: number; readonly 2: number; readonly 3: number; readonly 4: number; readonly 5: number } | null;
  /** 好评率 = (5 + 4 + 3) ÷ valid ratings */
  readonly goodRate: number | null;
  /** 平均分, out of ten */
  readonly average: number | null;
};

export type RatingReport = {
  readonly from: string;
  readonly to: string;
  readonly all: RatingFigures;
  readonly stages: readonly {
    /** 应评: finished steps */
    readonly finished: number;
    /** 主动评价 */
    readonly rated: number;
    /** 主动评价率 = rated ÷ finished */
    readonly activeRate: number | null;
    /** null = too few to be told by level */
    readonly levels: { readonly 1: number; readonly 2: number; readonly 3: number; readonly 4: number; readonly 5: number } | null;
    /** 好评率 = (5 + 4 + 3) ÷ valid ratings */
    readonly goodRate: number | null;
    /** 平均分, out of ten */
    readonly average: number | null;
    readonly stage: 'VISIT' | 'ACCEPTED' | 'CONCLUDED';
  }[];
  readonly windows: readonly {
    /** 应评: finished steps */
    readonly finished: number;
    /** 主动评价 */
    readonly rated: number;
    /** 主动评价率 = rated ÷ finished */
    readonly activeRate: number | null;
    /** null = too few to be told by level */
    readonly levels: { readonly 1: number; readonly 2: number; readonly 3: number; readonly 4: number; readonly 5: number } | null;
    /** 好评率 = (5 + 4 + 3) ÷ valid ratings */
    readonly goodRate: number | null;
    /** 平均分, out of ten */
    readonly average: number | null;
    readonly id: string;
    readonly label: string;
    readonly name: Name;
  }[];
  readonly series: readonly {
    /** 应评: finished steps */
    readonly finished: number;
    /** 主动评价 */
    readonly rated: number;
    /** 主动评价率 = rated ÷ finished */
    readonly activeRate: number | null;
    /** null = too few to be told by level */
    readonly levels: { readonly 1: number; readonly 2: number; readonly 3: number; readonly 4: number; readonly 5: number } | null;
    /** 好评率 = (5 + 4 + 3) ÷ valid ratings */
    readonly goodRate: number | null;
    /** 平均分, out of ten */
    readonly average: number | null;
    readonly id: string;
    readonly label: string;
    readonly name: Name;
  }[];
  /** 差评整改: bad ratings, and those whose order is closed; null = too few to be told by level */
  readonly rectified: { readonly bad: number; readonly closed: number } | null;
  readonly anomalies: {
    readonly crowded: number;
    readonly sameSource: number;
    readonly quickBest: number;
    readonly beyondFinished: number;
  };
};

export type Refusal = {
  readonly error: { readonly code: string; readonly details: Readonly<Record<string, unknown>>; readonly requestId: string };
};

export type ReportFigure =
  | 'taken'
  | 'done'
  | 'open'
  | 'missed'
  | 'abandoned'
  | 'cancelled'
  | 'priority'
  | 'booked'
  | 'inaccurate'
  | 'wait'
  | 'late'
  | 'walk'
  | 'service'
  | 'saturation';

export type ReportGrouping = 'series' | 'window' | 'item' | 'hour' | 'day';

export type ReportLine = {
  /** 取号 = done + open + missed + abandoned + cancelled */
  readonly taken: number;
  readonly done: number;
  /** Neither served nor gone yet */
  readonly open: number;
  readonly missed: number;
  readonly abandoned: number;
  readonly cancelled: number;
  readonly priority: number;
  readonly booked: number;
  /** Counted, while none of their times is */
  readonly inaccurate: number;
  /** Called, with times that count */
  readonly called: number;
  /** Of those, who waited longer than the target of the queue, as it is set now */
  readonly late: number;
  /** 平均等候 = Σ(first call − taking) ÷ called, in milliseconds as all times here; null = of nobody */
  readonly wait: number | null;
  /** Nine of ten were called within it */
  readonly waitP90: number | null;
  /** From a call to the start at the window, of who was served and missed no call */
  readonly walk: number | null;
  /** 平均办理 = Σ served ÷ done, without the time of being held */
  readonly service: number | null;
  /** missed ÷ taken */
  readonly missedShare: number | null;
  /** 弃号率 = abandoned ÷ taken */
  readonly abandonedShare: number | null;
  /** 等候超时率 = late ÷ called */
  readonly lateShare: number | null;
  /** priority ÷ taken */
  readonly priorityShare: number | null;
  /** 预约占比 = booked ÷ taken */
  readonly bookedShare: number | null;
  /** Σ of all service at the windows */
  readonly served: number | null;
  /** Σ of the time that the windows were open and not paused */
  readonly opened: number | null;
  /** 窗口饱和度 = served ÷ opened; of a queue or a matter its share of all windows’ time */
  readonly saturation: number | null;
};

export type ReportRow = {
  readonly id: string;
  readonly number: string;
  readonly day: string;
  readonly series: { readonly label: string; readonly name: Name };
  readonly item: string | null;
  /** Number of the window it came to last */
  readonly window: string | null;
  readonly state: TicketState;
  readonly priority: boolean;
  readonly booked: boolean;
  readonly inaccurate: boolean;
  readonly takenAt: string;
  readonly firstCalledAt: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly wait: number | null;
  readonly walk: number | null;
  readonly service: number | null;
  /** What it adds to the figure: 1, or milliseconds */
  readonly value: number;
};

export type ReportRows = {
  readonly total: number;
  readonly sum: number;
  readonly rows: readonly ReportRow[];
  readonly next: string | null;
  /** What saturation is divided by; else none */
  readonly open: readonly { readonly window: string; readonly day: string; readonly from: string; readonly to: string }[];
};

export type Role =
  | 'clerk'
  | 'guide'
  | 'delivery_clerk'
  | 'hall_manager'
  | 'department_handler'
  | 'department_reviewer'
  | 'department_checker'
  | 'department_decider'
  | 'department_head'
  | 'certificate_officer'
  | 'hotline_agent'
  | 'hotline_dispatcher'
  | 'callback_agent'
  | 'supervisor'
  | 'village_agent'
  | 'administrator'
  | 'security_admin'
  | 'auditor';

export type ScreenState = {
  readonly deviceId: string;
  readonly name: string;
  readonly kind: string;
  readonly windowId: string | null;
  readonly template: 'hall' | 'zone' | 'window';
  readonly zone: string | null;
  readonly shownSeq: number;
  readonly spokenSeq: number;
  readonly sound: 'on' | 'pack' | 'own' | 'off';
  /** When it last said so; null = never heard of */
  readonly seenAt: string | null;
  /** It stands in the hall and is missed; false = one of the demo that nobody opened */
  readonly awaited: boolean;
};

export type StaffHelp = {
  readonly id: string;
  readonly deviceId: string;
  readonly askedAt: string;
  /** null = nobody has answered yet */
  readonly coming: { readonly at: string; readonly window: string | null; readonly role: Role } | null;
  readonly device: string;
  readonly place: string | null;
  readonly staffId: string | null;
  readonly staffName: string | null;
};

export type StaffTicket = {
  readonly id: string;
  readonly number: string;
  readonly seriesId: string;
  readonly itemName: string | null;
  readonly items: readonly TicketItem[];
  readonly priority: PriorityReason | null;
  readonly state: TicketState;
  readonly order: number;
  readonly waitsFrom: string;
  readonly bookedAt: string | null;
  readonly returned: boolean;
  readonly overtaken: number;
  readonly why: {
    readonly rule: TurnRule;
    readonly because: 'first' | 'returned' | 'priority' | 'booked' | 'turn' | 'overtaken_often' | 'overtaken_long' | 'nobody_else';
    readonly overtook: number;
    readonly policy: string;
    /** Letters of the queues that the window served then */
    readonly queues: string | null;
    /** Windows for which it stood in */
    readonly sent: string | null;
  } | null;
  readonly forWindowId: string | null;
  readonly windowId: string | null;
  readonly callSeq: number | null;
  readonly calls: number;
  readonly misses: number;
  readonly passes: number;
  readonly inaccurate: boolean;
  readonly takenAt: string;
  readonly calledAt: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly heldUntil: string | null;
  readonly rejoinUntil: string | null;
  readonly personId: string | null;
  /** Masked; null = anonymous */
  readonly personName: string | null;
  readonly undoable: { readonly actorId: string; readonly at: string } | null;
};

export type StaffWindow = {
  readonly id: string;
  readonly label: string;
  readonly name: Name;
  readonly zone: Name | null;
  readonly seriesIds: readonly string[];
  readonly fallbackIds: readonly string[];
  /** What the window offers and the clerk who sits there does not do */
  readonly neverIds: readonly string[];
  /** What the window is there for today, whoever sits there */
  readonly offered: { readonly seriesIds: readonly string[]; readonly fallbackIds: readonly string[] };
  /** Set for today by the manager, otherwise than configured */
  readonly reskilled: boolean;
  readonly staffId: string | null;
  readonly staffName: string | null;
  readonly openedAt: string | null;
  readonly paused: 'meal' | 'internal' | 'equipment' | 'other' | null;
  readonly ordinarySincePriority: number;
  /** What its pad asks to be signed, or was answered there last; null = nothing today */
  readonly signing: {
    readonly id: string;
    readonly caseId: string;
    readonly staffId: string;
    readonly state: 'ASKED' | 'SIGNED' | 'DECLINED';
    readonly until: string;
  } | null;
};

export type TicketBrief = { readonly id: string; readonly number: string; readonly state: TicketState; readonly seriesId: string };

export type TicketItem = { readonly id: string; readonly name: string; readonly mark: 'open' | 'done' | 'not_today' };

export type TicketState = 'WAITING' | 'CALLED' | 'SERVING' | 'HELD' | 'DONE' | 'MISSED' | 'CANCELLED' | 'ABANDONED';

export type TicketView = {
  readonly epoch: string;
  /** The database's clock; another epoch or a later time is newer */
  readonly asOf: string;
  readonly version: number;
  readonly hall: PublicHall;
  readonly series: { readonly prefix: string; readonly name: Name; readonly place: Name | null };
  readonly number: string;
  readonly itemName: string | null;
  /** All matters of the number */
  readonly itemNames: readonly string[];
  readonly state: TicketState;
  readonly priority: boolean;
  readonly ahead: number | null;
  readonly aheadPriority: number | null;
  readonly waitMinutes: number | null;
  readonly window: string | null;
  readonly zone: Name | null;
  readonly direction: Direction | null;
  readonly takenAt: string;
  readonly calledAt: string | null;
  readonly heldUntil: string | null;
  readonly rejoinUntil: string | null;
  readonly recent: readonly { readonly number: string; readonly window: string; readonly calledAt: string }[];
  readonly passesLeft: number;
  readonly passPlaces: number;
  /** Who came later and was called before, and why */
  readonly before: readonly {
    readonly number: string;
    readonly window: string;
    readonly calledAt: string;
    readonly because: 'first' | 'returned' | 'priority' | 'booked' | 'turn' | 'overtaken_often' | 'overtaken_long' | 'nobody_else';
  }[];
  readonly rule: ToldRule;
  /** What its phone was told by message: nothing yet, that its turn is near, that it is called; null = nobody asked */
  readonly notice: 'asked' | 'near' | 'called' | null;
};

export type ToldRule = {
  readonly rule: TurnRule;
  readonly priorityRate: number;
  readonly ordinaryPerPriority: number;
  readonly overtakeMax: number;
};

export type TurnRule = 'accumulating' | 'ratio' | 'strict' | 'arrival';

export interface PortalApi {
  /** The number behind a slip */
  'GET /api/tickets/:link': { readonly param: { readonly link: string }; readonly answer: TicketView };
  /** Give the number up */
  'POST /api/tickets/:link/cancel': { readonly param: { readonly link: string }; readonly answer: { readonly ticket: TicketBrief | null } };
  /** Not ready: let the next few pass */
  'POST /api/tickets/:link/let-pass': {
    readonly param: { readonly link: string };
    readonly answer: { readonly ticket: TicketBrief | null };
  };
  /** Queue again after a miss */
  'POST /api/tickets/:link/rejoin': { readonly param: { readonly link: string }; readonly answer: { readonly ticket: TicketBrief | null } };
  /** Be told by message when three are ahead, in a silent hall also when called; once */
  'POST /api/tickets/:link/notice': {
    readonly param: { readonly link: string };
    readonly json: { readonly phone: string | null; readonly lang: 'zh' | 'en'; readonly consent: true };
    readonly answer: { readonly notice: 'asked' | 'near' | 'called' | null };
  };
  /** No message any more; the phone is forgotten */
  'POST /api/tickets/:link/notice/end': {
    readonly param: { readonly link: string };
    readonly answer: { readonly notice: 'asked' | 'near' | 'called' | null };
  };
  /** Halls of the same area with a queue for the same business, and how long one waits there */
  'GET /api/tickets/:link/halls': {
    readonly param: { readonly link: string };
    readonly answer: {
      readonly halls: readonly {
        readonly hallId: string;
        readonly hall: Name;
        readonly series: {
          readonly id: string;
          readonly name: Name;
          readonly place: Name | null;
          readonly waiting: number;
          readonly waitMinutes: number | null;
          readonly issuing: boolean;
        };
      }[];
    };
  };
  /** Give this number up for one in another hall, as the last there; both or neither, once */
  'POST /api/tickets/:link/move': {
    readonly param: { readonly link: string };
    readonly json: { readonly hallId: string };
    readonly answer: {
      readonly ticket: {
        readonly number: string;
        readonly seriesId: string;
        readonly seriesName: Name;
        readonly itemName: string | null;
        /** All matters; the first of them is `itemName` */
        readonly itemNames: readonly string[];
        readonly place: Name | null;
        readonly ahead: number;
        readonly waitMinutes: number | null;
        readonly takenAt: string;
        readonly url: string;
      };
    };
  };
  /** Halls with their queues and waits now */
  'GET /api/halls': {
    readonly answer: {
      readonly halls: readonly {
        readonly id: string;
        readonly name: Name;
        readonly timeZone: string;
        readonly asOf: string;
        readonly opening: HallOpening;
        readonly series: readonly PublicSeries[];
      }[];
    };
  };
  /** Have a code sent to a phone; says the same whether the number is known or not */
  'POST /api/sign-in/code': { readonly json: { readonly phone: string; readonly lang?: 'zh' | 'en' | undefined }; readonly answer: Done };
  /** Sign in with the code; by this the privacy notice of that version is taken note of, and its language is that of what is sent to the phone */
  'POST /api/sign-in': {
    readonly json: {
      readonly phone: string;
      readonly code: string;
      readonly noticeVersion: string;
      readonly lang?: 'zh' | 'en' | undefined;
    };
    readonly answer: Done;
  };
  /** Sign out */
  'POST /api/sign-out': { readonly answer: Done };
  /** The version of the privacy notice that is to be shown */
  'GET /api/notice': { readonly answer: { readonly version: string; readonly demo: boolean } };
  /** Who is signed in */
  'GET /api/me': { readonly answer: { readonly phone: string; readonly lang: 'zh' | 'en' } };
  /** In which language this number is written to */
  'PUT /api/me/language': { readonly json: { readonly lang: 'zh' | 'en' }; readonly answer: Done };
  /** Who opened my data in clear, when and for what */
  'GET /api/reads': {
    readonly answer: {
      readonly reads: readonly {
        readonly id: string;
        readonly at: string;
        readonly purpose: 'identify_at_window' | 'fill_form' | 'contact_applicant' | 'correct_record' | 'examine_case';
        /** The hall or the department of whoever looked */
        readonly unit: string;
        /** Number of the ticket or order, or name of the item */
        readonly about: string | null;
      }[];
    };
  };
  /** Own cases, by whichever door they began; the newest first */
  'GET /api/cases': {
    readonly answer: {
      readonly cases: readonly {
        readonly id: string;
        readonly version: number;
        /** Finds it at every door from the first draft on */
        readonly ref: string;
        readonly caseNo: string | null;
        readonly status:
          | 'DRAFT'
          | 'SUBMITTED'
          | 'RECEIVED'
          | 'SUPPLEMENT'
          | 'ACCEPTED'
          | 'IN_REVIEW'
          | 'STOPPED'
          | 'DECIDED'
          | 'PRODUCING'
          | 'READY'
          | 'CONCLUDED'
          | 'NOT_ACCEPTED'
          | 'RETURNED'
          | 'WITHDRAWN'
          | 'TERMINATED';
        readonly stopKind: 'special_procedure' | 'suspended' | null;
        readonly decision: 'granted' | 'granted_with_deficit' | 'refused' | null;
        readonly flags: {
          readonly deficit: boolean;
          readonly extended: boolean;
          readonly supplementInReview: boolean;
          readonly supervised: boolean;
        };
        readonly item: { readonly id: string; readonly name: string; readonly kind: 'INSTANT' | 'PROMISE'; readonly sample: boolean };
        readonly department: { readonly id: string; readonly name: string };
        readonly hall: { readonly id: string; readonly name: string };
        /** Of the hall: its dates and times are those of this zone */
        readonly timeZone: string;
        readonly unit: { readonly id: string; readonly name: string };
        readonly channel: 'online' | 'hall' | 'hotline';
        readonly step: 'examine' | 'check' | 'decide' | null;
        /** Submitted or received */
        readonly startedAt: string | null;
        readonly dueAt: string | null;
      }[];
    };
  };
  /** Begin a case */
  'POST /api/cases': {
    readonly json: {
      readonly hallId: string;
      readonly itemId: string;
      readonly applicant: { readonly name: string; readonly idNo: string };
      readonly answers?: Readonly<Record<string, string>> | undefined;
    };
    readonly answer: { readonly id: string; readonly version: number };
  };
  /** One of the own cases: where it stands, who answers, when it is due and why, what happened */
  'GET /api/cases/:caseId': {
    readonly param: { readonly caseId: string };
    readonly answer: {
      readonly id: string;
      readonly version: number;
      /** Finds it at every door from the first draft on */
      readonly ref: string;
      readonly caseNo: string | null;
      readonly status:
        | 'DRAFT'
        | 'SUBMITTED'
        | 'RECEIVED'
        | 'SUPPLEMENT'
        | 'ACCEPTED'
        | 'IN_REVIEW'
        | 'STOPPED'
        | 'DECIDED'
        | 'PRODUCING'
        | 'READY'
        | 'CONCLUDED'
        | 'NOT_ACCEPTED'
        | 'RETURNED'
        | 'WITHDRAWN'
        | 'TERMINATED';
      readonly stopKind: 'special_procedure' | 'suspended' | null;
      readonly decision: 'granted' | 'granted_with_deficit' | 'refused' | null;
      readonly flags: {
        readonly deficit: boolean;
        readonly extended: boolean;
        readonly supplementInReview: boolean;
        readonly supervised: boolean;
      };
      readonly item: { readonly id: string; readonly name: string; readonly kind: 'INSTANT' | 'PROMISE'; readonly sample: boolean };
      readonly department: { readonly id: string; readonly name: string };
      readonly hall: { readonly id: string; readonly name: string };
      /** Of the hall: its dates and times are those of this zone */
      readonly timeZone: string;
      readonly unit: { readonly id: string; readonly name: string };
      readonly channel: 'online' | 'hall' | 'hotline';
      readonly step: 'examine' | 'check' | 'decide' | null;
      /** Submitted or received */
      readonly startedAt: string | null;
      readonly dueAt: string | null;
      readonly applicant: { readonly name: string | null; readonly idNo: string | null; readonly phone: string | null };
      readonly remedies: string | null;
      /** Collects the result without a card, while it waits */
      readonly pickupCode: string | null;
      readonly answers: readonly { readonly question: string; readonly answer: string }[];
      readonly materials: readonly {
        readonly code: string;
        readonly name: string;
        readonly need: 'required' | 'deferrable';
        readonly from: 'self' | 'shared' | 'commitment' | 'here';
        readonly state: 'present' | 'missing' | null;
        readonly files: readonly {
          readonly id: string;
          readonly kind: 'jpeg' | 'png' | 'pdf';
          readonly bytes: number;
          /** B: compared with the original at a window; C: uploaded */
          readonly trust: 'B' | 'C';
          readonly addedAt: string;
        }[];
      }[];
      /** Not asked for by the answers of now, and files were sent to it before */
      readonly unneeded: readonly {
        readonly code: string;
        readonly name: string;
        readonly need: 'required' | 'deferrable';
        readonly from: 'self' | 'shared' | 'commitment' | 'here';
        readonly state: 'present' | 'missing' | null;
        readonly files: readonly {
          readonly id: string;
          readonly kind: 'jpeg' | 'png' | 'pdf';
          readonly bytes: number;
          /** B: compared with the original at a window; C: uploaded */
          readonly trust: 'B' | 'C';
          readonly addedAt: string;
        }[];
      }[];
      /** Of a draft: what can be answered otherwise. Null once it was handed in or received */
      readonly form: {
        readonly questions: readonly {
          readonly id: string;
          readonly text: string;
          readonly options: readonly { readonly id: string; readonly text: string }[];
        }[];
        readonly materials: readonly {
          readonly code: string;
          readonly need: 'required' | 'deferrable';
          /** shared = from another office, nothing to bring; commitment = a written promise; here = made at the window */
          readonly from: 'self' | 'shared' | 'commitment' | 'here';
          /** Question → answers under which it holds */
          readonly when?: Readonly<Record<string, readonly string[]>>;
          readonly name: string;
        }[];
        readonly fees: readonly {
          readonly fen: number;
          /** Question → answers under which it holds */
          readonly when?: Readonly<Record<string, readonly string[]>>;
        }[];
        readonly answers: Readonly<Record<string, string>>;
      } | null;
      readonly missing: readonly string[];
      /** Who else may act in this case, and until when */
      readonly authorities: readonly {
        readonly id: string;
        readonly name: string | null;
        readonly scope: 'handle' | 'collect' | 'all';
        readonly until: string | null;
        readonly ended: boolean;
      }[];
      /** Departments that decide with it */
      readonly branches: readonly { readonly department: string; readonly state: 'open' | 'signed' | 'agreed' | 'objected' }[];
      readonly feeFen: number | null;
      readonly paidFen: number | null;
      readonly result: { readonly name: string; readonly kind: 'certificate' | 'document' } | null;
      readonly clocks: readonly {
        readonly clock: 'intake' | 'applicant' | 'legal' | 'promise' | 'firstPromise' | 'deficit' | 'procedure' | 'delivery';
        readonly state: 'running' | 'stopped' | 'ended';
        readonly amount: number;
        readonly unit: 'working_day' | 'natural_day' | 'working_hour' | 'hour' | 'minute';
        /** Due; null while it stands still */
        readonly at: string | null;
        readonly endedAt: string | null;
        readonly passed: boolean;
        readonly provisional: boolean;
        readonly lines: readonly Readonly<Record<string, unknown>>[];
      }[];
      readonly actions: readonly {
        readonly action:
          | 'draft'
          | 'submit'
          | 'pre_review_return'
          | 'receive'
          | 'give_notice'
          | 'supplement'
          | 'lapse_supplement'
          | 'accept'
          | 'accept_with_deficit'
          | 'deem_accepted'
          | 'refuse_acceptance'
          | 'sign'
          | 'forward'
          | 'send_back'
          | 'sign_branch'
          | 'answer_branch'
          | 'start_procedure'
          | 'end_procedure'
          | 'request_extension'
          | 'approve_extension'
          | 'suspend'
          | 'resume'
          | 'ask_supplement'
          | 'answer_supplement'
          | 'supply_deficit'
          | 'grant'
          | 'refuse'
          | 'terminate'
          | 'withdraw'
          | 'take_fee'
          | 'record_authority'
          | 'end_authority'
          | 'produce'
          | 'make_ready'
          | 'conclude'
          | 'remind'
          | 'deliver'
          | 'serve'
          | 'revoke'
          | 'archive'
          | 'reassign'
          | 'correct'
          | 'void'
          | 'supervise'
          | 'amend'
          | 'add_file'
          | 'remove_file'
          | 'check_file'
          | 'do_at_once';
        readonly refusal: string | null;
      }[];
      readonly steps: readonly {
        readonly version: number;
        readonly type:
          | 'hall_day.opened'
          | 'hall_day.cleared'
          | 'hall_day.halted'
          | 'hall_day.resumed'
          | 'hall_day.swept'
          | 'window.opened'
          | 'window.closed'
          | 'window.paused'
          | 'window.resumed'
          | 'window.reskilled'
          | 'number.voided'
          | 'ticket.taken'
          | 'ticket.called'
          | 'ticket.recalled'
          | 'ticket.started'
          | 'ticket.finished'
          | 'ticket.missed'
          | 'ticket.rejoined'
          | 'ticket.let_pass'
          | 'ticket.prioritised'
          | 'ticket.item_added'
          | 'ticket.item_removed'
          | 'ticket.item_marked'
          | 'ticket.case_named'
          | 'ticket.marked_inaccurate'
          | 'ticket.held'
          | 'ticket.resumed'
          | 'ticket.returned'
          | 'ticket.transferred'
          | 'ticket.cancelled'
          | 'ticket.moved'
          | 'ticket.abandoned'
          | 'ticket.undone'
          | 'ticket.notice_asked'
          | 'ticket.notice_ended'
          | 'ticket.noticed'
          | 'signature.asked'
          | 'signature.signed'
          | 'signature.declined'
          | 'signature.cancelled'
          | 'help.asked'
          | 'help.answered'
          | 'help.released'
          | 'help.ended'
          | 'booking_day.opened'
          | 'booking.made'
          | 'booking.checked_in'
          | 'booking.cancelled'
          | 'booking.missed'
          | 'booking.released'
          | 'booking.reminded'
          | 'case.drafted'
          | 'case.submitted'
          | 'case.returned_for_changes'
          | 'case.received'
          | 'case.notice_given'
          | 'case.supplemented'
          | 'case.supplement_lapsed'
          | 'case.accepted'
          | 'case.accepted_with_deficit'
          | 'case.deemed_accepted'
          | 'case.acceptance_refused'
          | 'case.signed'
          | 'case.forwarded'
          | 'case.sent_back'
          | 'case.branch_signed'
          | 'case.branch_answered'
          | 'case.procedure_started'
          | 'case.procedure_ended'
          | 'case.extension_requested'
          | 'case.extended'
          | 'case.suspended'
          | 'case.resumed'
          | 'case.supplement_asked'
          | 'case.supplement_answered'
          | 'case.deficit_supplied'
          | 'case.granted'
          | 'case.refused'
          | 'case.terminated'
          | 'case.withdrawn'
          | 'case.fee_taken'
          | 'case.authority_recorded'
          | 'case.authority_ended'
          | 'case.produced'
          | 'case.ready'
          | 'case.concluded'
          | 'case.reminded'
          | 'case.delivered'
          | 'case.served'
          | 'case.revoked'
          | 'case.archived'
          | 'case.reassigned'
          | 'case.corrected'
          | 'case.voided'
          | 'case.supervised'
          | 'case.amended'
          | 'case.file_added'
          | 'case.file_removed'
          | 'case.file_checked'
          | 'call.came'
          | 'call.offered'
          | 'call.answered'
          | 'call.ended'
          | 'call.linked'
          | 'call.done'
          | 'order.answered_directly'
          | 'order.logged'
          | 'order.declined'
          | 'order.rectification_opened'
          | 'order.dispatched'
          | 'order.signed'
          | 'order.auto_signed'
          | 'order.return_requested'
          | 'order.reassigned'
          | 'order.return_refused'
          | 'order.sent_to_panel'
          | 'order.ruled'
          | 'order.begun'
          | 'order.verified'
          | 'order.extension_requested'
          | 'order.extended'
          | 'order.extension_refused'
          | 'order.suspended'
          | 'order.resumed'
          | 'order.replied'
          | 'order.reviewed'
          | 'order.review_passed'
          | 'order.sent_back'
          | 'order.call_missed'
          | 'order.called_back'
          | 'order.rework_ordered'
          | 'order.closed'
          | 'order.closed_unreasonable'
          | 'order.cancelled'
          | 'order.merged'
          | 'order.joined'
          | 'order.escalated'
          | 'knowledge.written'
          | 'knowledge.withdrawn'
          | 'licence.issued'
          | 'licence.corrected'
          | 'licence.expired'
          | 'licence.withdrawn'
          | 'licence.revoked'
          | 'licence.cancelled'
          | 'licence.forfeited'
          | 'rating.given'
          | 'staff_day.opened'
          | 'session.started'
          | 'session.refused'
          | 'session.ended'
          | 'person.read'
          | 'person.refused'
          | 'case.press_refused'
          | 'caller.looked_up'
          | 'caller.read'
          | 'case.read'
          | 'log.searched'
          | 'log.opened'
          | 'log.checked'
          | 'log.exported'
          | 'staff.created'
          | 'staff.changed'
          | 'staff.suspended'
          | 'staff.restored'
          | 'staff.assigned'
          | 'staff.unassigned'
          | 'staff.password_set'
          | 'staff.second_factor_set'
          | 'staff.second_factor_removed'
          | 'staff.sessions_ended'
          | 'config.set'
          | 'device.paired'
          | 'device.renamed'
          | 'device.configured'
          | 'device.reload_asked'
          | 'device.revoked';
        readonly at: string;
        readonly effectiveAt: string | null;
        readonly role:
          | 'applicant'
          | 'agent'
          | 'clerk'
          | 'delivery_clerk'
          | 'department_handler'
          | 'department_reviewer'
          | 'department_checker'
          | 'department_decider'
          | 'department_head'
          | 'certificate_officer'
          | 'hotline_agent'
          | 'supervisor'
          | 'courier'
          | 'system';
        /** Name of a member of staff; null for a citizen or a job */
        readonly by: string | null;
        readonly texts: readonly { readonly field: string; readonly text: string }[];
        readonly defects: readonly string[];
        /** Where who took the result over a counter signed for it */
        readonly signed: 'pad' | 'paper' | null;
      }[];
      /** Whenever somebody took a number for it, the first time first */
      readonly visits: readonly {
        readonly number: string;
        readonly state: TicketState;
        readonly at: string;
        readonly hall: string;
        readonly window: string | null;
        readonly aim: 'first' | 'collect' | 'supplement' | 'other';
      }[];
      /** It lies in the archive: it is only read, and kept until then (null: for ever) */
      readonly archived: {
        readonly at: string;
        readonly retention: 'permanent' | 'years_30' | 'years_10';
        readonly until: string | null;
      } | null;
      /** Events that are told by a paper */
      readonly papers: readonly {
        readonly version: number;
        readonly kind:
          | 'submission_receipt'
          | 'receipt'
          | 'supplement_receipt'
          | 'one_time_notice'
          | 'acceptance_notice'
          | 'deficit_acceptance_notice'
          | 'non_acceptance_notice'
          | 'grant_decision'
          | 'refusal_decision'
          | 'revocation_decision'
          | 'proof_of_service'
          | 'archive_index';
        /** For its signature: it cannot be opened yet */
        readonly waits: boolean;
        /** Why it waits longer than it should; told to staff alone */
        readonly held: 'key_missing' | 'key_unreadable' | 'failed' | null;
      }[];
    };
  };
  /** Change a draft, submit, supply what was missing, withdraw */
  'POST /api/cases/:caseId/press': {
    readonly param: { readonly caseId: string };
    readonly json: {
      readonly version: number;
      readonly press:
        | { readonly action: 'submit' }
        | { readonly action: 'supplement' | 'answer_supplement' | 'supply_deficit'; readonly materials: readonly string[] }
        | {
            readonly action: 'amend';
            /** All of them: a question that is missing is open again */
            readonly answers?: Readonly<Record<string, string>> | undefined;
            readonly applicant?: { readonly name: string; readonly idNo: string } | undefined;
            readonly hallId?: string | undefined;
          }
        | { readonly action: 'withdraw'; readonly signature: string }
        | { readonly action: 'remove_file'; readonly fileId: string };
    };
    readonly answer: { readonly id: string; readonly version: number };
  };
  /** Halls with the queues that can be booked */
  'GET /api/booking-halls': {
    readonly answer: {
      readonly halls: readonly {
        readonly id: string;
        readonly name: Name;
        readonly series: readonly { readonly id: string; readonly name: Name; readonly place: Name | null }[];
      }[];
    };
  };
  /** Days and slots of a queue with the places left, and what stands in the way of who asks */
  'GET /api/booking-halls/:hallId/:seriesId': {
    readonly param: { readonly hallId: string; readonly seriesId: string };
    readonly answer: {
      readonly timeZone: string;
      readonly days: readonly {
        readonly date: string;
        /** There is an own booking on this day already */
        readonly mine: boolean;
        readonly slots: readonly { readonly startsAt: string; readonly endsAt: string; readonly free: number }[];
      }[];
      readonly rules: {
        readonly cancelMinutes: number;
        readonly earlyMinutes: number;
        readonly lateMinutes: number;
        readonly noShowMax: number;
        readonly noShowDays: number;
      };
      /** The last day on which nothing can be booked */
      readonly barredUntil: string | null;
      /** For whom this phone books */
      readonly as: BookedFor | null;
    };
  };
  /** Own bookings, those to come first */
  'GET /api/bookings': { readonly answer: { readonly bookings: readonly MyBooking[] } };
  /** Keep a place in a slot */
  'POST /api/bookings': {
    readonly json: {
      readonly hallId: string;
      readonly seriesId: string;
      readonly itemId?: string | null | undefined;
      readonly startsAt: string;
      /** null: for whom this phone booked last */
      readonly person: { readonly name: string; readonly idNo: string } | null;
    };
    readonly answer: { readonly id: string };
  };
  /** One of the own bookings */
  'GET /api/bookings/:bookingId': { readonly param: { readonly bookingId: string }; readonly answer: MyBooking };
  /** Give the place back */
  'POST /api/bookings/:bookingId/cancel': { readonly param: { readonly bookingId: string }; readonly answer: { readonly id: string } };
  /** Say by phone that one is there: gives the number */
  'POST /api/bookings/:bookingId/check-in': {
    readonly param: { readonly bookingId: string };
    readonly answer: {
      readonly ticket: {
        readonly number: string;
        readonly seriesId: string;
        readonly seriesName: Name;
        readonly itemName: string | null;
        /** All matters; the first of them is `itemName` */
        readonly itemNames: readonly string[];
        readonly place: Name | null;
        readonly ahead: number;
        readonly waitMinutes: number | null;
        readonly takenAt: string;
        readonly url: string;
      };
    };
  };
  /** What the link lets one rate, and whether one still can */
  'GET /api/ratings/:link': { readonly param: { readonly link: string }; readonly answer: Ratable };
  /** Rate a finished step, once */
  'POST /api/ratings/:link': {
    readonly param: { readonly link: string };
    readonly json: {
      readonly level: 5 | 4 | 3 | 2 | 1;
      readonly tags?: readonly string[] | undefined;
      readonly text?: string | undefined;
      readonly tookMs?: number | null | undefined;
    };
    readonly answer: Done;
  };
  /** Which steps of an own case can be rated, or were */
  'GET /api/cases/:caseId/ratings': {
    readonly param: { readonly caseId: string };
    readonly answer: { readonly steps: readonly Ratable[] };
  };
  /** Rate a step of an own case, once */
  'POST /api/cases/:caseId/ratings': {
    readonly param: { readonly caseId: string };
    readonly json: {
      readonly level: 5 | 4 | 3 | 2 | 1;
      readonly tags?: readonly string[] | undefined;
      readonly text?: string | undefined;
      readonly tookMs?: number | null | undefined;
      readonly stage: 'ACCEPTED' | 'CONCLUDED';
    };
    readonly answer: Done;
  };
  /** Add a photo or a document to a material of an own case */
  'POST /api/cases/:caseId/materials/:material/files': {
    readonly param: { readonly caseId: string; readonly material: string };
    readonly body: Blob;
    readonly answer: {
      readonly id: string;
      readonly version: number;
      readonly fileId: string;
      readonly kind: 'jpeg' | 'png' | 'pdf';
      readonly bytes: number;
    };
  };
  /** The own licences, and whether they count today */
  'GET /api/licences': {
    readonly answer: {
      readonly licences: readonly {
        readonly id: string;
        readonly caseId: string;
        readonly number: string;
        readonly name: string;
        readonly department: string;
        /** As of today: what ran out in the night is not in force this morning */
        readonly status: 'VALID' | 'CORRECTED' | 'EXPIRED' | 'WITHDRAWN_BY_ORGAN' | 'REVOKED' | 'CANCELLED' | 'FORFEITED';
        readonly validFrom: string;
        /** The last day; null where it has no end */
        readonly validTo: string | null;
        /** Of the page /verify/<code>, which says whether it counts today */
        readonly code: string;
        readonly sample: boolean;
        /** By what and why it was ended or corrected */
        readonly why: { readonly basis: string; readonly reason: string | null } | null;
      }[];
    };
  };
  /** The public halves of all keys that ever signed a decision here */
  'GET /api/signing-keys': {
    readonly answer: {
      readonly keys: readonly {
        readonly id: string;
        readonly alg: string;
        /** SPKI in DER, base64 */
        readonly publicKey: string;
      }[];
    };
  };
  /** Messages that the demo would have sent */
  'GET /api/demo/outbox': {
    readonly answer: {
      readonly messages: readonly {
        readonly id: string;
        readonly to: string;
        readonly text: string;
        readonly about: string;
        readonly createdAt: string;
        readonly sentAt: string | null;
      }[];
    };
  };
  /** Find a service item by name, pinyin, initials or everyday words */
  'GET /api/items': {
    readonly query: { readonly q: string; readonly hallId?: string | undefined };
    readonly answer: {
      readonly items: readonly {
        readonly id: string;
        readonly name: string;
        readonly department: string;
        /** The queue that takes it; null = not registered, ask at the service desk */
        readonly seriesId: string | null;
        /** incomplete = name, code, type and department are known and nothing else */
        readonly state: 'incomplete' | 'in_use' | 'suspended' | 'cancelled';
      }[];
    };
  };
  /** What is known of a service item, and what is missing */
  'GET /api/items/:id': {
    readonly param: { readonly id: string };
    readonly answer: {
      readonly id: string;
      readonly name: string;
      readonly department: string;
      /** The queue that takes it; null = not registered, ask at the service desk */
      readonly seriesId: string | null;
      /** incomplete = name, code, type and department are known and nothing else */
      readonly state: 'incomplete' | 'in_use' | 'suspended' | 'cancelled';
      /** The publisher's own code */
      readonly code: string;
      /** National basic code, 12 digits, where it can be read from the own code */
      readonly catalogCode: string | null;
      readonly type: string;
      readonly typeCode: '10' | '20' | '01' | '02' | '03' | '04' | '05' | '06' | '07' | '08' | '09';
      readonly theme: string | null;
      readonly area: string;
      /** What nobody has filled in and checked */
      readonly missing: readonly ('materials' | 'time' | 'fee' | 'visits' | 'law')[];
      /** The newest published version; null = nothing but the directory entry */
      readonly version: {
        readonly caseKind: 'INSTANT' | 'PROMISE';
        readonly taskType: '10' | '20' | '01' | '02' | '03' | '04' | '05' | '06' | '07' | '08' | '09';
        readonly legal: {
          readonly amount: number;
          readonly unit: 'working_day' | 'natural_day' | 'working_hour' | 'hour' | 'minute';
        } | null;
        /** null = while one waits */
        readonly promise: {
          readonly amount: number;
          readonly unit: 'working_day' | 'natural_day' | 'working_hour' | 'hour' | 'minute';
        } | null;
        readonly visits: { readonly least: number; readonly most: number };
        readonly fees: readonly {
          readonly fen: number;
          /** Question → answers under which it holds */
          readonly when?: Readonly<Record<string, readonly string[]>>;
        }[];
        readonly result: {
          readonly name: string;
          readonly kind: 'certificate' | 'document';
          /** How long a certificate counts; without it, for good */
          readonly validity?: { readonly amount: number; readonly unit: 'year' | 'month' | 'day' };
        } | null;
        readonly scope: 'city' | 'province' | 'provinces' | 'national' | 'national_online' | null;
        readonly procedures: readonly (
          | 'site_visit'
          | 'means_check'
          | 'public_notice'
          | 'file_check'
          | 'appraisal'
          | 'test'
          | 'later_check'
        )[];
        /** Departments that give an opinion of their own beside the one that decides */
        readonly assists?: readonly string[];
        readonly questions: readonly {
          readonly id: string;
          readonly text: string;
          readonly options: readonly { readonly id: string; readonly text: string }[];
        }[];
        readonly materials: readonly {
          readonly code: string;
          readonly need: 'required' | 'deferrable';
          /** shared = from another office, nothing to bring; commitment = a written promise; here = made at the window */
          readonly from: 'self' | 'shared' | 'commitment' | 'here';
          /** Question → answers under which it holds */
          readonly when?: Readonly<Record<string, readonly string[]>>;
          readonly name: string;
        }[];
        /** By what a supplement that never comes counts as giving up */
        readonly lapseBasis?: string;
        /** Where one may complain of a refusal */
        readonly remedies?: string;
        readonly id: string;
        readonly version: number;
        /** Written as an example, never checked by the department */
        readonly sample: boolean;
        readonly publishedAt: string;
      } | null;
      readonly places: readonly { readonly hallId: string; readonly seriesId: string }[];
    };
  };
}

export interface DeskApi {
  /** Is this the demo, and with which logins */
  'GET /api/entrance': {
    readonly answer: {
      readonly demo: boolean;
      readonly logins: readonly {
        readonly staffNo: string;
        readonly password: string;
        readonly name: string;
        readonly roles: readonly Role[];
      }[];
    };
  };
  /** Sign in with staff number and password, and a code where a second factor is set up */
  'POST /api/sign-in': {
    readonly json: { readonly staffNo: string; readonly password: string; readonly code?: string | undefined };
    readonly answer: {
      readonly staff: { readonly id: string; readonly staffNo: string; readonly name: string; readonly roles: readonly Role[] };
      readonly mustChangePassword: boolean;
      readonly mustEnrolSecondFactor: boolean;
    };
  };
  /** End this session */
  'POST /api/sign-out': { readonly answer: Done };
  /** Who is signed in, where they may work, what is still missing */
  'GET /api/me': {
    readonly answer: {
      readonly staff: { readonly id: string; readonly staffNo: string; readonly name: string; readonly roles: readonly Role[] };
      readonly halls: readonly { readonly id: string; readonly name: Name }[];
      readonly demo: boolean;
      readonly oneTimePassword: boolean;
      readonly secondFactor: { readonly enrolled: boolean; readonly required: boolean };
    };
  };
  /** Another password for oneself; every other session ends */
  'POST /api/me/password': { readonly json: { readonly old: string; readonly password: string }; readonly answer: Done };
  /** A new secret for an authenticator; counts once confirmed */
  'POST /api/second-factor/enrol': { readonly answer: { readonly uri: string; readonly secret: string } };
  /** Proves that the authenticator shows the right codes */
  'POST /api/second-factor/confirm': { readonly json: { readonly code: string }; readonly answer: Done };
  /** The hall as staff see it, the same view that the socket pushes */
  'GET /api/halls/:hallId/staff-view': { readonly param: { readonly hallId: string }; readonly answer: HallStaffView };
  /** The hall as it stood at any instant of any day, from the log */
  'GET /api/halls/:hallId/replay': {
    readonly param: { readonly hallId: string };
    readonly query?: { readonly at?: string | undefined };
    readonly answer: { readonly view: HallStaffView; readonly first: string | null; readonly last: string | null };
  };
  /** Sign in to a window, pause it, leave it */
  'POST /api/windows/:windowId/session': {
    readonly param: { readonly windowId: string };
    readonly json:
      | { readonly action: 'open'; readonly takeOver?: boolean | undefined }
      | { readonly action: 'close' }
      | { readonly action: 'pause'; readonly reason: 'meal' | 'internal' | 'equipment' | 'other' }
      | { readonly action: 'resume' };
    readonly answer: { readonly open: boolean };
  };
  /** A key of the window desk: next, recall, start, finish, miss, transfer, hold … */
  'POST /api/windows/:windowId/actions': {
    readonly param: { readonly windowId: string };
    readonly json:
      | { readonly action: 'next'; readonly finish?: string | undefined }
      | {
          readonly action: 'recall' | 'start' | 'finish' | 'miss' | 'undo' | 'resume' | 'return' | 'rejoin' | 'mark_inaccurate';
          readonly ticketId: string;
        }
      | { readonly action: 'hold'; readonly ticketId: string; readonly minutes?: number | null | undefined }
      | {
          readonly action: 'transfer';
          readonly ticketId: string;
          readonly toSeriesId: string;
          readonly toWindowId?: string | null | undefined;
        }
      | { readonly action: 'add_item' | 'remove_item'; readonly ticketId: string; readonly itemId: string }
      | { readonly action: 'mark_item'; readonly ticketId: string; readonly itemId: string; readonly mark: 'open' | 'done' | 'not_today' }
      | { readonly action: 'name_case'; readonly ticketId: string; readonly code: string };
    readonly answer: { readonly ticket: TicketBrief | null };
  };
  /** The manager's keys: abandon, cancel, return, rejoin a ticket; halt and resume the giving of numbers; other queues for a window, today; clear who waits, or the hall */
  'POST /api/halls/:hallId/manage': {
    readonly param: { readonly hallId: string };
    readonly json:
      | { readonly action: 'abandon' | 'cancel' | 'return' | 'rejoin' | 'let_pass' | 'mark_inaccurate'; readonly ticketId: string }
      | { readonly action: 'clear' | 'sweep' | 'resume' }
      | {
          readonly action: 'reskill';
          readonly windowId: string;
          readonly skills: { readonly seriesIds: readonly string[]; readonly fallbackIds: readonly string[] } | null;
        }
      | { readonly action: 'halt'; readonly reason: 'crowded' | 'power' | 'network' | 'safety' | 'other'; readonly minutes: number | null };
    readonly answer: { readonly ticket: TicketBrief | null } | { readonly abandoned: number };
  };
  /** The guide's keys: take a number for somebody, send a waiting one to another queue, set priority, add and take off matters, cancel, rejoin, let pass */
  'POST /api/halls/:hallId/guide': {
    readonly param: { readonly hallId: string };
    readonly json:
      | { readonly action: 'cancel' | 'rejoin' | 'let_pass'; readonly ticketId: string }
      | { readonly action: 'reroute'; readonly ticketId: string; readonly toSeriesId: string }
      | { readonly action: 'prioritise'; readonly ticketId: string; readonly priority: PriorityReason | null }
      | { readonly action: 'add_item' | 'remove_item'; readonly ticketId: string; readonly itemId: string }
      | {
          readonly action: 'take';
          readonly seriesId: string;
          readonly itemId?: string | null | undefined;
          /** Several matters in their order, instead of `itemId` */
          readonly itemIds?: readonly string[] | undefined;
          readonly priority?: PriorityReason | null | undefined;
        };
    readonly answer:
      | { readonly ticket: TicketBrief | null }
      | {
          readonly slip: {
            readonly number: string;
            readonly seriesId: string;
            readonly seriesName: Name;
            readonly itemName: string | null;
            /** All matters; the first of them is `itemName` */
            readonly itemNames: readonly string[];
            readonly place: Name | null;
            readonly ahead: number;
            readonly waitMinutes: number | null;
            readonly takenAt: string;
            readonly url: string;
          };
        };
  };
  /** Cases that were begun from a number, and those for which somebody came again; only such as one may see */
  'GET /api/halls/:hallId/tickets/:ticketId/cases': {
    readonly param: { readonly hallId: string; readonly ticketId: string };
    readonly answer: {
      readonly cases: readonly {
        readonly id: string;
        readonly itemId: string;
        readonly item: string;
        readonly ref: string;
        readonly caseNo: string | null;
        readonly status:
          | 'DRAFT'
          | 'SUBMITTED'
          | 'RECEIVED'
          | 'SUPPLEMENT'
          | 'ACCEPTED'
          | 'IN_REVIEW'
          | 'STOPPED'
          | 'DECIDED'
          | 'PRODUCING'
          | 'READY'
          | 'CONCLUDED'
          | 'NOT_ACCEPTED'
          | 'RETURNED'
          | 'WITHDRAWN'
          | 'TERMINATED';
        /** begun = from this number; else what somebody came again for */
        readonly aim: 'collect' | 'supplement' | 'other' | 'begun';
      }[];
    };
  };
  /** Say that one comes, take that back, or that it is done; the first who answers goes */
  'POST /api/halls/:hallId/help': {
    readonly param: { readonly hallId: string };
    readonly json: { readonly action: 'answer' | 'release' | 'finish'; readonly requestId: string };
    readonly answer: { readonly help: { readonly id: string; readonly state: 'ASKED' | 'COMING' | 'ENDED' } };
  };
  /** Bookings of a day, names masked */
  'GET /api/halls/:hallId/bookings': {
    readonly param: { readonly hallId: string };
    readonly query?: { readonly date?: string | undefined };
    readonly answer: {
      readonly date: string;
      readonly timeZone: string;
      readonly counts: { readonly BOOKED: number; readonly CHECKED_IN: number; readonly CANCELLED: number; readonly NO_SHOW: number };
      readonly rows: readonly {
        readonly id: string;
        readonly seriesId: string;
        readonly seriesName: Name;
        readonly itemName: string | null;
        /** Masked */
        readonly personName: string | null;
        readonly startsAt: string;
        readonly endsAt: string;
        readonly checkInUntil: string;
        readonly state: BookingState;
        readonly byHall: boolean;
        readonly number: string | null;
        readonly endedAt: string | null;
      }[];
    };
  };
  /** The hall cannot keep this booking: the place is free again, the citizen is told, and it is no no-show */
  'POST /api/halls/:hallId/bookings/:bookingId/release': {
    readonly param: { readonly hallId: string; readonly bookingId: string };
    readonly answer: { readonly id: string };
  };
  /** How what was finished in the hall on these days was rated; 92 days at most */
  'GET /api/halls/:hallId/ratings': {
    readonly param: { readonly hallId: string };
    readonly query?: { readonly from?: string | undefined; readonly to?: string | undefined };
    readonly answer: RatingReport;
  };
  /** What citizens wrote with their ratings, and every bad one with the order that it made; masked, as far as one’s reach goes */
  'GET /api/halls/:hallId/ratings/said': {
    readonly param: { readonly hallId: string };
    readonly query?: {
      readonly from?: string | undefined;
      readonly to?: string | undefined;
      readonly bad?: 'true' | undefined;
      readonly after?: string | undefined;
    };
    readonly answer: {
      readonly rows: readonly {
        readonly id: string;
        readonly on: string;
        readonly stage: 'VISIT' | 'ACCEPTED' | 'CONCLUDED';
        /** The item, or the queue */
        readonly about: string;
        readonly unit: string | null;
        readonly level: number;
        readonly tags: readonly string[];
        /** Long numbers are starred; null = nothing was written */
        readonly text: string | null;
        readonly order: {
          readonly id: string;
          readonly orderNo: string;
          readonly status:
            | 'DRAFT'
            | 'DIRECT_ANSWERED'
            | 'PENDING_DISPATCH'
            | 'DISPATCHED'
            | 'SIGNED_IN'
            | 'RETURN_REQUESTED'
            | 'ARBITRATION'
            | 'IN_PROGRESS'
            | 'EXTENSION_REQUESTED'
            | 'REPLIED'
            | 'REVIEW'
            | 'CALL_BACK'
            | 'REWORK'
            | 'SUSPENDED'
            | 'CLOSED'
            | 'CANCELLED'
            | 'MERGED';
        } | null;
      }[];
      readonly next: string | null;
    };
  };
  /** What the hall did on these days, by queue, window, matter, hour or day; 31 days at most */
  'GET /api/halls/:hallId/report': {
    readonly param: { readonly hallId: string };
    readonly query?: { readonly from?: string | undefined; readonly to?: string | undefined; readonly by?: ReportGrouping | undefined };
    readonly answer: HallReport;
  };
  /** The numbers behind a figure of the report, and nobody’s name */
  'GET /api/halls/:hallId/report/rows': {
    readonly param: { readonly hallId: string };
    readonly query?: {
      readonly from?: string | undefined;
      readonly to?: string | undefined;
      readonly by?: ReportGrouping | undefined;
      readonly figure?: ReportFigure | undefined;
      readonly group?: string | undefined;
      readonly after?: string | undefined;
    };
    readonly answer: ReportRows;
  };
  /** Name, number of identity and phone in clear, for the clerk who serves this person now */
  'POST /api/persons/:id/reveal': {
    readonly param: { readonly id: string };
    readonly json: {
      readonly purpose?: 'identify_at_window' | 'fill_form' | 'contact_applicant' | 'correct_record' | 'examine_case' | undefined;
    };
    readonly answer: { readonly name: string | null; readonly idNo: string | null; readonly phone: string | null };
  };
  /** Reads a list of staff and says what is wrong, line by line; nothing is written */
  'POST /api/staff/import/preview': {
    readonly json: { readonly csv: string };
    readonly answer: {
      readonly rows: readonly {
        readonly line: number;
        readonly staffNo: string;
        readonly name: string;
        readonly roles: readonly Role[];
        readonly hall: string | null;
        readonly problems: readonly {
          readonly field: 'staffNo' | 'name' | 'phone' | 'idNo' | 'roles' | 'hall' | 'area' | 'password' | null;
          readonly code:
            | 'column_missing'
            | 'column_unknown'
            | 'too_many'
            | 'required'
            | 'bad_form'
            | 'too_long'
            | 'twice'
            | 'exists'
            | 'unknown_role'
            | 'unknown_hall'
            | 'unknown_area'
            | 'password';
        }[];
      }[];
    };
  };
  /** Makes everybody on the list, or nobody */
  'POST /api/staff/import': { readonly json: { readonly csv: string }; readonly answer: { readonly created: number } };
  /** What was done to devices or to colleagues in reach, newest first, and how each is taken back */
  'GET /api/deeds': {
    readonly query?: {
      readonly kind?: 'devices' | 'staff' | undefined;
      readonly before?: string | undefined;
      readonly limit?: number | undefined;
    };
    readonly answer: {
      readonly deeds: readonly {
        readonly stream: string;
        readonly version: number;
        readonly type:
          | 'device.paired'
          | 'device.configured'
          | 'device.reload_asked'
          | 'device.revoked'
          | 'staff.created'
          | 'staff.changed'
          | 'staff.suspended'
          | 'staff.restored'
          | 'staff.assigned'
          | 'staff.unassigned';
        readonly at: string;
        readonly by: string;
        readonly name: string;
        readonly hallId: string | null;
        /** What a board showed and shows since */
        readonly shows: {
          readonly before: {
            readonly template: 'hall' | 'zone' | 'window';
            readonly zone: string | null;
            readonly windowId: string | null;
          };
          readonly after: { readonly template: 'hall' | 'zone' | 'window'; readonly zone: string | null; readonly windowId: string | null };
        } | null;
        readonly role: {
          readonly id: string;
          readonly roleId: Role;
          readonly areaId: string | null;
          readonly departmentId: string | null;
          readonly hallId: string | null;
          readonly itemGroup: string | null;
          readonly validTo: string | null;
        } | null;
        /** Whom this press made; a list makes many */
        readonly made: readonly { readonly id: string; readonly name: string; readonly active: boolean }[];
        readonly undo: 'configure' | 'end' | 'give' | 'suspend' | 'restore' | null;
        /** Why it cannot be undone */
        readonly why: 'paired' | 'reloaded' | 'revoked' | 'personal' | 'later' | 'denied' | null;
      }[];
      readonly areas: readonly { readonly id: string; readonly name: string }[];
      readonly next: string | null;
    };
  };
  /** Bar several colleagues, all or none: so a list that was read in is taken back */
  'POST /api/staff/suspend-all': { readonly json: { readonly staffIds: readonly string[] }; readonly answer: Done };
  /** Colleagues in reach */
  'GET /api/staff': {
    readonly answer: {
      readonly staff: readonly {
        readonly id: string;
        readonly staffNo: string;
        readonly name: string;
        readonly active: boolean;
        readonly secondFactor: boolean;
        readonly oneTimePassword: boolean;
        readonly assignments: readonly {
          readonly id: string;
          readonly roleId: Role;
          readonly areaId: string | null;
          readonly departmentId: string | null;
          readonly hallId: string | null;
          readonly itemGroup: string | null;
          readonly validFrom: string;
          readonly validTo: string | null;
        }[];
      }[];
      readonly areas: readonly { readonly id: string; readonly name: string }[];
    };
  };
  /** A new colleague, with roles where the maker may give them */
  'POST /api/staff': {
    readonly json: {
      readonly staffNo: string;
      readonly name: string;
      readonly phone?: string | null | undefined;
      readonly idNo?: string | null | undefined;
      readonly password?: string | undefined;
      readonly assignments?:
        | readonly {
            readonly roleId: Role;
            readonly areaId?: string | null | undefined;
            readonly departmentId?: string | null | undefined;
            readonly hallId?: string | null | undefined;
            readonly itemGroup?: string | null | undefined;
            readonly validFrom?: string | undefined;
            readonly validTo?: string | null | undefined;
          }[]
        | undefined;
    };
    readonly answer: { readonly id: string };
  };
  /** Another number, name, phone; what is left out stays */
  'POST /api/staff/:id': {
    readonly param: { readonly id: string };
    readonly json: {
      readonly staffNo?: string | undefined;
      readonly name?: string | undefined;
      readonly phone?: string | null | undefined;
      readonly idNo?: string | null | undefined;
    };
    readonly answer: Done;
  };
  /** Give a role, somewhere and for a time */
  'POST /api/staff/:id/assignments': {
    readonly param: { readonly id: string };
    readonly json: {
      readonly roleId: Role;
      readonly areaId?: string | null | undefined;
      readonly departmentId?: string | null | undefined;
      readonly hallId?: string | null | undefined;
      readonly itemGroup?: string | null | undefined;
      readonly validFrom?: string | undefined;
      readonly validTo?: string | null | undefined;
    };
    readonly answer: { readonly id: string };
  };
  /** End a role now */
  'POST /api/staff/:id/assignments/:assignmentId/end': {
    readonly param: { readonly id: string; readonly assignmentId: string };
    readonly answer: Done;
  };
  /** End every session of a member of staff */
  'POST /api/staff/:id/end-sessions': { readonly param: { readonly id: string }; readonly answer: Done };
  /** Bar a member of staff; sessions end at once */
  'POST /api/staff/:id/suspend': { readonly param: { readonly id: string }; readonly answer: Done };
  /** Let a barred member of staff in again */
  'POST /api/staff/:id/restore': { readonly param: { readonly id: string }; readonly answer: Done };
  /** Take a lost second factor away; sessions end at once */
  'POST /api/staff/:id/remove-second-factor': { readonly param: { readonly id: string }; readonly answer: Done };
  /** Give a password that opens one thing, the choice of an own one; sessions end at once */
  'POST /api/staff/:id/password': {
    readonly param: { readonly id: string };
    readonly json: { readonly password: string };
    readonly answer: Done;
  };
  /** Screens of the halls in reach */
  'GET /api/devices': {
    readonly answer: {
      readonly devices: readonly {
        readonly id: string;
        readonly hallId: string;
        readonly kind: 'kiosk' | 'board' | 'pad';
        readonly name: string;
        readonly place: string | null;
        readonly template: 'hall' | 'zone' | 'window';
        readonly zone: string | null;
        readonly windowId: string | null;
        /** Why a board shows the whole hall though it was set up for a part of it */
        readonly problem: 'zone_gone' | 'window_gone' | null;
        /** Which voice speaks there, as the screen said itself within the last minute */
        readonly sound: 'on' | 'pack' | 'own' | 'off' | null;
        /** Its page, as it was loaded last; not `current`: this service has a newer one since */
        readonly page: { readonly current: boolean; readonly loadedAt: string } | null;
        /** When the screen last said what it shows */
        readonly seenAt: string | null;
        readonly pairedAt: string;
        readonly revokedAt: string | null;
      }[];
    };
  };
  /** Types the code that a screen shows: the screen becomes a device of the hall */
  'POST /api/devices/pairings': {
    readonly json: {
      readonly code: string;
      readonly kind: 'kiosk' | 'board' | 'pad';
      readonly hallId: string;
      readonly name: string;
      readonly place?: string | null | undefined;
      readonly windowId?: string | null | undefined;
      readonly template?: 'hall' | 'zone' | 'window' | undefined;
      readonly zone?: string | null | undefined;
    };
    readonly answer: { readonly device: { readonly id: string } };
  };
  /** What a board shows: the hall, a zone or a window. It follows within half a minute, without a reload */
  'POST /api/devices/:id/configure': {
    readonly param: { readonly id: string };
    readonly json: {
      readonly template: 'hall' | 'zone' | 'window';
      readonly zone?: string | null | undefined;
      readonly windowId?: string | null | undefined;
    };
    readonly answer: Done;
  };
  /** A screen loads its page anew with its next report, within 10 s; a kiosk when nobody is at it */
  'POST /api/devices/:id/reload': { readonly param: { readonly id: string }; readonly answer: Done };
  /** A lost or replaced screen is out: at once here, within 5 s everywhere */
  'POST /api/devices/:id/revoke': { readonly param: { readonly id: string }; readonly answer: Done };
  /** Everything that is configured, as far as it is in reach */
  'GET /api/config': {
    readonly answer: {
      readonly version: number;
      readonly realm: readonly {
        readonly id: string;
        readonly name: string;
        readonly nameEn: string | null;
        readonly timeZone: string;
        readonly secondFactorRequired: boolean;
      }[];
      readonly areas: readonly {
        readonly id: string;
        readonly name: string;
        readonly code: string;
        readonly level: number;
        readonly parentId: string | null;
      }[];
      readonly departments: readonly {
        readonly id: string;
        readonly name: string;
        readonly nameEn: string | null;
        readonly areaId: string;
        readonly active: boolean;
      }[];
      readonly halls: readonly {
        readonly id: string;
        readonly name: string;
        readonly nameEn: string | null;
        readonly areaId: string | null;
        readonly opensMinutes: number;
        readonly closesMinutes: number;
        readonly dayStartMinutes: number;
        readonly notice: string | null;
        readonly noticeEn: string | null;
        readonly guideDesk: string | null;
        readonly guideDeskEn: string | null;
        readonly phone: string | null;
        readonly silent: boolean;
        readonly policy: {
          readonly rule?: TurnRule;
          readonly priorityRate?: number;
          readonly bookedRate?: number;
          readonly returnedBonusMinutes?: number;
          readonly bookedBonusMinutes?: number;
          readonly overtakeMax?: number;
          readonly overtakeMinutes?: number;
          readonly passPlaces?: number;
          readonly passMax?: number;
          readonly itemsMax?: number;
          readonly warnPerWindow?: number;
          readonly targetMinutes?: number;
          readonly ordinaryPerPriority?: number;
          readonly recallMax?: number;
          readonly recallGapSeconds?: number;
          readonly recallsBeforeMiss?: number;
          readonly rejoinMinutes?: number;
          readonly rejoinPlaces?: number;
          readonly undoSeconds?: number;
          readonly takesPerDevicePerMinute?: number;
          readonly bookAheadDays?: number;
          readonly bookWorkingDays?: number;
          readonly bookCancelMinutes?: number;
          readonly bookEarlyMinutes?: number;
          readonly bookLateMinutes?: number;
          readonly noShowMax?: number;
          readonly noShowDays?: number;
          readonly noShowBarDays?: number;
        };
        readonly active: boolean;
      }[];
      readonly series: readonly {
        readonly id: string;
        readonly hallId: string;
        readonly prefix: string;
        readonly name: string;
        readonly nameEn: string | null;
        readonly hint: string | null;
        readonly hintEn: string | null;
        readonly place: string | null;
        readonly placeEn: string | null;
        readonly dailyMax: number | null;
        readonly targetMinutes: number | null;
        readonly warnPerWindow: number | null;
        readonly bookingQuota: number | null;
        readonly bookingMinutes: number | null;
        readonly bookingFromMinutes: number | null;
        readonly bookingToMinutes: number | null;
        readonly bookingBreakFromMinutes: number | null;
        readonly bookingBreakToMinutes: number | null;
        readonly departmentIds: readonly string[];
        readonly results: boolean;
        readonly sort: number;
        readonly active: boolean;
      }[];
      readonly windows: readonly {
        readonly id: string;
        readonly hallId: string;
        readonly label: string;
        readonly name: string;
        readonly nameEn: string | null;
        readonly zone: string | null;
        readonly zoneEn: string | null;
        readonly direction: 'left' | 'right' | 'ahead' | 'behind' | 'up' | 'down' | null;
        readonly seriesIds: readonly string[];
        readonly fallbackIds: readonly string[] | null;
        readonly sort: number;
        readonly active: boolean;
      }[];
      readonly hours: readonly {
        readonly id: string;
        readonly hallId: string;
        readonly days: 'workdays' | 'restdays' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';
        readonly fromMinutes: number;
        readonly toMinutes: number;
        readonly lastNumberMinutes: number;
        readonly clearAfterMinutes: number | null;
        readonly extended: boolean;
      }[];
      readonly closures: readonly {
        readonly id: string;
        readonly hallId: string;
        readonly fromDate: string;
        readonly toDate: string;
        readonly reason: string;
        readonly reasonEn: string | null;
      }[];
      readonly shifts: readonly {
        readonly id: string;
        readonly hallId: string;
        readonly days: 'workdays' | 'restdays' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';
        readonly fromMinutes: number;
        readonly toMinutes: number;
        readonly windowIds: readonly string[] | null;
      }[];
      readonly quotas: readonly {
        readonly id: string;
        readonly hallId: string;
        readonly seriesId: string;
        readonly days: 'workdays' | 'restdays' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';
        readonly fromMinutes: number;
        readonly toMinutes: number;
        readonly maxNumbers: number;
      }[];
      readonly skills: readonly {
        readonly id: string;
        readonly hallId: string;
        readonly staffNo: string;
        readonly neverIds: readonly string[] | null;
        readonly helpsIds: readonly string[] | null;
      }[];
      readonly voices: readonly {
        readonly id: string;
        readonly hallId: string;
        readonly speaks: 'browser' | 'builtin' | 'own';
        readonly languages: 'zh' | 'zh_en' | 'en_zh' | 'en';
        readonly speed: number;
        readonly yao: boolean;
        readonly pack: string | null;
      }[];
      readonly orderRoutes: readonly {
        readonly id: string;
        readonly category:
          | 'security'
          | 'noise'
          | 'household'
          | 'licences'
          | 'market'
          | 'labour'
          | 'housing'
          | 'roads'
          | 'environment'
          | 'education'
          | 'health'
          | 'social'
          | 'other';
        readonly unitId: string;
      }[];
      readonly orderLimits: readonly {
        readonly id: string;
        readonly limit:
          | 'signIn'
          | 'signInUrgent'
          | 'answerUrgent'
          | 'consult'
          | 'help'
          | 'complaint'
          | 'report'
          | 'suggestion'
          | 'praise'
          | 'other'
          | 'rectify'
          | 'verify'
          | 'giveBack'
          | 'callBack';
        readonly amount: number;
        readonly unit: 'working_day' | 'natural_day' | 'working_hour' | 'hour' | 'minute';
      }[];
    };
  };
  /** Who changed what, and when; newest first */
  'GET /api/config/history': {
    readonly query?: { readonly before?: number | undefined; readonly limit?: number | undefined };
    readonly answer: {
      readonly entries: readonly {
        readonly version: number;
        readonly at: string;
        readonly by: string;
        readonly undoes: number | null;
        readonly undoable: boolean;
        readonly diff: readonly {
          readonly entity:
            | 'realm'
            | 'areas'
            | 'departments'
            | 'halls'
            | 'series'
            | 'windows'
            | 'hours'
            | 'closures'
            | 'shifts'
            | 'quotas'
            | 'skills'
            | 'voices'
            | 'orderRoutes'
            | 'orderLimits';
          readonly id: string;
          readonly name: string;
          readonly field: string;
          readonly before:
            | string
            | number
            | boolean
            | readonly string[]
            | {
                readonly rule?: TurnRule;
                readonly priorityRate?: number;
                readonly bookedRate?: number;
                readonly returnedBonusMinutes?: number;
                readonly bookedBonusMinutes?: number;
                readonly overtakeMax?: number;
                readonly overtakeMinutes?: number;
                readonly passPlaces?: number;
                readonly passMax?: number;
                readonly itemsMax?: number;
                readonly warnPerWindow?: number;
                readonly targetMinutes?: number;
                readonly ordinaryPerPriority?: number;
                readonly recallMax?: number;
                readonly recallGapSeconds?: number;
                readonly recallsBeforeMiss?: number;
                readonly rejoinMinutes?: number;
                readonly rejoinPlaces?: number;
                readonly undoSeconds?: number;
                readonly takesPerDevicePerMinute?: number;
                readonly bookAheadDays?: number;
                readonly bookWorkingDays?: number;
                readonly bookCancelMinutes?: number;
                readonly bookEarlyMinutes?: number;
                readonly bookLateMinutes?: number;
                readonly noShowMax?: number;
                readonly noShowDays?: number;
                readonly noShowBarDays?: number;
              }
            | null;
          readonly after:
            | string
            | number
            | boolean
            | readonly string[]
            | {
                readonly rule?: TurnRule;
                readonly priorityRate?: number;
                readonly bookedRate?: number;
                readonly returnedBonusMinutes?: number;
                readonly bookedBonusMinutes?: number;
                readonly overtakeMax?: number;
                readonly overtakeMinutes?: number;
                readonly passPlaces?: number;
                readonly passMax?: number;
                readonly itemsMax?: number;
                readonly warnPerWindow?: number;
                readonly targetMinutes?: number;
                readonly ordinaryPerPriority?: number;
                readonly recallMax?: number;
                readonly recallGapSeconds?: number;
                readonly recallsBeforeMiss?: number;
                readonly rejoinMinutes?: number;
                readonly rejoinPlaces?: number;
                readonly undoSeconds?: number;
                readonly takesPerDevicePerMinute?: number;
                readonly bookAheadDays?: number;
                readonly bookWorkingDays?: number;
                readonly bookCancelMinutes?: number;
                readonly bookEarlyMinutes?: number;
                readonly bookLateMinutes?: number;
                readonly noShowMax?: number;
                readonly noShowDays?: number;
                readonly noShowBarDays?: number;
              }
            | null;
        }[];
      }[];
      readonly next: number | null;
    };
  };
  /** One kind of thing; areas are found with ?q= */
  'GET /api/config/:entity': {
    readonly param: {
      readonly entity:
        | 'realm'
        | 'areas'
        | 'departments'
        | 'halls'
        | 'series'
        | 'windows'
        | 'hours'
        | 'closures'
        | 'shifts'
        | 'quotas'
        | 'skills'
        | 'voices'
        | 'orderRoutes'
        | 'orderLimits';
    };
    readonly query?: { readonly q?: string | undefined };
    readonly answer: {
      readonly version: number;
      readonly rows: readonly (
        | {
            readonly id: string;
            readonly name: string;
            readonly nameEn: string | null;
            readonly timeZone: string;
            readonly secondFactorRequired: boolean;
          }
        | { readonly id: string; readonly name: string; readonly code: string; readonly level: number; readonly parentId: string | null }
        | { readonly id: string; readonly name: string; readonly nameEn: string | null; readonly areaId: string; readonly active: boolean }
        | {
            readonly id: string;
            readonly name: string;
            readonly nameEn: string | null;
            readonly areaId: string | null;
            readonly opensMinutes: number;
            readonly closesMinutes: number;
            readonly dayStartMinutes: number;
            readonly notice: string | null;
            readonly noticeEn: string | null;
            readonly guideDesk: string | null;
            readonly guideDeskEn: string | null;
            readonly phone: string | null;
            readonly silent: boolean;
            readonly policy: {
              readonly rule?: TurnRule;
              readonly priorityRate?: number;
              readonly bookedRate?: number;
              readonly returnedBonusMinutes?: number;
              readonly bookedBonusMinutes?: number;
              readonly overtakeMax?: number;
              readonly overtakeMinutes?: number;
              readonly passPlaces?: number;
              readonly passMax?: number;
              readonly itemsMax?: number;
              readonly warnPerWindow?: number;
              readonly targetMinutes?: number;
              readonly ordinaryPerPriority?: number;
              readonly recallMax?: number;
              readonly recallGapSeconds?: number;
              readonly recallsBeforeMiss?: number;
              readonly rejoinMinutes?: number;
              readonly rejoinPlaces?: number;
              readonly undoSeconds?: number;
              readonly takesPerDevicePerMinute?: number;
              readonly bookAheadDays?: number;
              readonly bookWorkingDays?: number;
              readonly bookCancelMinutes?: number;
              readonly bookEarlyMinutes?: number;
              readonly bookLateMinutes?: number;
              readonly noShowMax?: number;
              readonly noShowDays?: number;
              readonly noShowBarDays?: number;
            };
            readonly active: boolean;
          }
        | {
            readonly id: string;
            readonly hallId: string;
            readonly prefix: string;
            readonly name: string;
            readonly nameEn: string | null;
            readonly hint: string | null;
            readonly hintEn: string | null;
            readonly place: string | null;
            readonly placeEn: string | null;
            readonly dailyMax: number | null;
            readonly targetMinutes: number | null;
            readonly warnPerWindow: number | null;
            readonly bookingQuota: number | null;
            readonly bookingMinutes: number | null;
            readonly bookingFromMinutes: number | null;
            readonly bookingToMinutes: number | null;
            readonly bookingBreakFromMinutes: number | null;
            readonly bookingBreakToMinutes: number | null;
            readonly departmentIds: readonly string[];
            readonly results: boolean;
            readonly sort: number;
            readonly active: boolean;
          }
        | {
            readonly id: string;
            readonly hallId: string;
            readonly label: string;
            readonly name: string;
            readonly nameEn: string | null;
            readonly zone: string | null;
            readonly zoneEn: string | null;
            readonly direction: 'left' | 'right' | 'ahead' | 'behind' | 'up' | 'down' | null;
            readonly seriesIds: readonly string[];
            readonly fallbackIds: readonly string[] | null;
            readonly sort: number;
            readonly active: boolean;
          }
        | {
            readonly id: string;
            readonly hallId: string;
            readonly days: 'workdays' | 'restdays' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';
            readonly fromMinutes: number;
            readonly toMinutes: number;
            readonly lastNumberMinutes: number;
            readonly clearAfterMinutes: number | null;
            readonly extended: boolean;
          }
        | {
            readonly id: string;
            readonly hallId: string;
            readonly fromDate: string;
            readonly toDate: string;
            readonly reason: string;
            readonly reasonEn: string | null;
          }
        | {
            readonly id: string;
            readonly hallId: string;
            readonly days: 'workdays' | 'restdays' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';
            readonly fromMinutes: number;
            readonly toMinutes: number;
            readonly windowIds: readonly string[] | null;
          }
        | {
            readonly id: string;
            readonly hallId: string;
            readonly seriesId: string;
            readonly days: 'workdays' | 'restdays' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';
            readonly fromMinutes: number;
            readonly toMinutes: number;
            readonly maxNumbers: number;
          }
        | {
            readonly id: string;
            readonly hallId: string;
            readonly staffNo: string;
            readonly neverIds: readonly string[] | null;
            readonly helpsIds: readonly string[] | null;
          }
        | {
            readonly id: string;
            readonly hallId: string;
            readonly speaks: 'browser' | 'builtin' | 'own';
            readonly languages: 'zh' | 'zh_en' | 'en_zh' | 'en';
            readonly speed: number;
            readonly yao: boolean;
            readonly pack: string | null;
          }
        | {
            readonly id: string;
            readonly category:
              | 'security'
              | 'noise'
              | 'household'
              | 'licences'
              | 'market'
              | 'labour'
              | 'housing'
              | 'roads'
              | 'environment'
              | 'education'
              | 'health'
              | 'social'
              | 'other';
            readonly unitId: string;
          }
        | {
            readonly id: string;
            readonly limit:
              | 'signIn'
              | 'signInUrgent'
              | 'answerUrgent'
              | 'consult'
              | 'help'
              | 'complaint'
              | 'report'
              | 'suggestion'
              | 'praise'
              | 'other'
              | 'rectify'
              | 'verify'
              | 'giveBack'
              | 'callBack';
            readonly amount: number;
            readonly unit: 'working_day' | 'natural_day' | 'working_hour' | 'hour' | 'minute';
          }
      )[];
    };
  };
  /** What changes would do, and what is wrong with them; nothing is written */
  'POST /api/config/preview': {
    readonly json: {
      readonly changes: readonly {
        readonly entity:
          | 'realm'
          | 'areas'
          | 'departments'
          | 'halls'
          | 'series'
          | 'windows'
          | 'hours'
          | 'closures'
          | 'shifts'
          | 'quotas'
          | 'skills'
          | 'voices'
          | 'orderRoutes'
          | 'orderLimits';
        readonly id: string | null;
        readonly set: Readonly<Record<string, unknown>> | null;
      }[];
    };
    readonly answer: {
      readonly diff: readonly {
        readonly entity:
          | 'realm'
          | 'areas'
          | 'departments'
          | 'halls'
          | 'series'
          | 'windows'
          | 'hours'
          | 'closures'
          | 'shifts'
          | 'quotas'
          | 'skills'
          | 'voices'
          | 'orderRoutes'
          | 'orderLimits';
        readonly id: string;
        readonly name: string;
        readonly field: string;
        readonly before:
          | string
          | number
          | boolean
          | readonly string[]
          | {
              readonly rule?: TurnRule;
              readonly priorityRate?: number;
              readonly bookedRate?: number;
              readonly returnedBonusMinutes?: number;
              readonly bookedBonusMinutes?: number;
              readonly overtakeMax?: number;
              readonly overtakeMinutes?: number;
              readonly passPlaces?: number;
              readonly passMax?: number;
              readonly itemsMax?: number;
              readonly warnPerWindow?: number;
              readonly targetMinutes?: number;
              readonly ordinaryPerPriority?: number;
              readonly recallMax?: number;
              readonly recallGapSeconds?: number;
              readonly recallsBeforeMiss?: number;
              readonly rejoinMinutes?: number;
              readonly rejoinPlaces?: number;
              readonly undoSeconds?: number;
              readonly takesPerDevicePerMinute?: number;
              readonly bookAheadDays?: number;
              readonly bookWorkingDays?: number;
              readonly bookCancelMinutes?: number;
              readonly bookEarlyMinutes?: number;
              readonly bookLateMinutes?: number;
              readonly noShowMax?: number;
              readonly noShowDays?: number;
              readonly noShowBarDays?: number;
            }
          | null;
        readonly after:
          | string
          | number
          | boolean
          | readonly string[]
          | {
              readonly rule?: TurnRule;
              readonly priorityRate?: number;
              readonly bookedRate?: number;
              readonly returnedBonusMinutes?: number;
              readonly bookedBonusMinutes?: number;
              readonly overtakeMax?: number;
              readonly overtakeMinutes?: number;
              readonly passPlaces?: number;
              readonly passMax?: number;
              readonly itemsMax?: number;
              readonly warnPerWindow?: number;
              readonly targetMinutes?: number;
              readonly ordinaryPerPriority?: number;
              readonly recallMax?: number;
              readonly recallGapSeconds?: number;
              readonly recallsBeforeMiss?: number;
              readonly rejoinMinutes?: number;
              readonly rejoinPlaces?: number;
              readonly undoSeconds?: number;
              readonly takesPerDevicePerMinute?: number;
              readonly bookAheadDays?: number;
              readonly bookWorkingDays?: number;
              readonly bookCancelMinutes?: number;
              readonly bookEarlyMinutes?: number;
              readonly bookLateMinutes?: number;
              readonly noShowMax?: number;
              readonly noShowDays?: number;
              readonly noShowBarDays?: number;
            }
          | null;
      }[];
      readonly problems: readonly {
        readonly entity:
          | 'realm'
          | 'areas'
          | 'departments'
          | 'halls'
          | 'series'
          | 'windows'
          | 'hours'
          | 'closures'
          | 'shifts'
          | 'quotas'
          | 'skills'
          | 'voices'
          | 'orderRoutes'
          | 'orderLimits';
        readonly id: string;
        readonly field: string | null;
        readonly code:
          | 'required'
          | 'wrong_type'
          | 'unknown_field'
          | 'bad_form'
          | 'too_long'
          | 'out_of_bounds'
          | 'not_a_choice'
          | 'unknown_ref'
          | 'other_hall'
          | 'duplicate'
          | 'no_queue'
          | 'opens_after_closes'
          | 'overlaps'
          | 'fixed'
          | 'in_use'
          | 'referred_to'
          | 'not_found'
          | 'twice';
        readonly details: Readonly<Record<string, string | number>>;
      }[];
    };
  };
  /** Apply changes, all or none; each changed thing is one event */
  'POST /api/config/apply': {
    readonly json: {
      readonly changes: readonly {
        readonly entity:
          | 'realm'
          | 'areas'
          | 'departments'
          | 'halls'
          | 'series'
          | 'windows'
          | 'hours'
          | 'closures'
          | 'shifts'
          | 'quotas'
          | 'skills'
          | 'voices'
          | 'orderRoutes'
          | 'orderLimits';
        readonly id: string | null;
        readonly set: Readonly<Record<string, unknown>> | null;
      }[];
      readonly expectedVersion: number;
    };
    readonly answer: {
      readonly version: number;
      readonly ids: readonly string[];
      readonly diff: readonly {
        readonly entity:
          | 'realm'
          | 'areas'
          | 'departments'
          | 'halls'
          | 'series'
          | 'windows'
          | 'hours'
          | 'closures'
          | 'shifts'
          | 'quotas'
          | 'skills'
          | 'voices'
          | 'orderRoutes'
          | 'orderLimits';
        readonly id: string;
        readonly name: string;
        readonly field: string;
        readonly before:
          | string
          | number
          | boolean
          | readonly string[]
          | {
              readonly rule?: TurnRule;
              readonly priorityRate?: number;
              readonly bookedRate?: number;
              readonly returnedBonusMinutes?: number;
              readonly bookedBonusMinutes?: number;
              readonly overtakeMax?: number;
              readonly overtakeMinutes?: number;
              readonly passPlaces?: number;
              readonly passMax?: number;
              readonly itemsMax?: number;
              readonly warnPerWindow?: number;
              readonly targetMinutes?: number;
              readonly ordinaryPerPriority?: number;
              readonly recallMax?: number;
              readonly recallGapSeconds?: number;
              readonly recallsBeforeMiss?: number;
              readonly rejoinMinutes?: number;
              readonly rejoinPlaces?: number;
              readonly undoSeconds?: number;
              readonly takesPerDevicePerMinute?: number;
              readonly bookAheadDays?: number;
              readonly bookWorkingDays?: number;
              readonly bookCancelMinutes?: number;
              readonly bookEarlyMinutes?: number;
              readonly bookLateMinutes?: number;
              readonly noShowMax?: number;
              readonly noShowDays?: number;
              readonly noShowBarDays?: number;
            }
          | null;
        readonly after:
          | string
          | number
          | boolean
          | readonly string[]
          | {
              readonly rule?: TurnRule;
              readonly priorityRate?: number;
              readonly bookedRate?: number;
              readonly returnedBonusMinutes?: number;
              readonly bookedBonusMinutes?: number;
              readonly overtakeMax?: number;
              readonly overtakeMinutes?: number;
              readonly passPlaces?: number;
              readonly passMax?: number;
              readonly itemsMax?: number;
              readonly warnPerWindow?: number;
              readonly targetMinutes?: number;
              readonly ordinaryPerPriority?: number;
              readonly recallMax?: number;
              readonly recallGapSeconds?: number;
              readonly recallsBeforeMiss?: number;
              readonly rejoinMinutes?: number;
              readonly rejoinPlaces?: number;
              readonly undoSeconds?: number;
              readonly takesPerDevicePerMinute?: number;
              readonly bookAheadDays?: number;
              readonly bookWorkingDays?: number;
              readonly bookCancelMinutes?: number;
              readonly bookEarlyMinutes?: number;
              readonly bookLateMinutes?: number;
              readonly noShowMax?: number;
              readonly noShowDays?: number;
              readonly noShowBarDays?: number;
            }
          | null;
      }[];
    };
  };
  /** What taking back an entry of the history would do */
  'POST /api/config/undo/preview': {
    readonly json: { readonly version: number };
    readonly answer: {
      readonly diff: readonly {
        readonly entity:
          | 'realm'
          | 'areas'
          | 'departments'
          | 'halls'
          | 'series'
          | 'windows'
          | 'hours'
          | 'closures'
          | 'shifts'
          | 'quotas'
          | 'skills'
          | 'voices'
          | 'orderRoutes'
          | 'orderLimits';
        readonly id: string;
        readonly name: string;
        readonly field: string;
        readonly before:
          | string
          | number
          | boolean
          | readonly string[]
          | {
              readonly rule?: TurnRule;
              readonly priorityRate?: number;
              readonly bookedRate?: number;
              readonly returnedBonusMinutes?: number;
              readonly bookedBonusMinutes?: number;
              readonly overtakeMax?: number;
              readonly overtakeMinutes?: number;
              readonly passPlaces?: number;
              readonly passMax?: number;
              readonly itemsMax?: number;
              readonly warnPerWindow?: number;
              readonly targetMinutes?: number;
              readonly ordinaryPerPriority?: number;
              readonly recallMax?: number;
              readonly recallGapSeconds?: number;
              readonly recallsBeforeMiss?: number;
              readonly rejoinMinutes?: number;
              readonly rejoinPlaces?: number;
              readonly undoSeconds?: number;
              readonly takesPerDevicePerMinute?: number;
              readonly bookAheadDays?: number;
              readonly bookWorkingDays?: number;
              readonly bookCancelMinutes?: number;
              readonly bookEarlyMinutes?: number;
              readonly bookLateMinutes?: number;
              readonly noShowMax?: number;
              readonly noShowDays?: number;
              readonly noShowBarDays?: number;
            }
          | null;
        readonly after:
          | string
          | number
          | boolean
          | readonly string[]
          | {
              readonly rule?: TurnRule;
              readonly priorityRate?: number;
              readonly bookedRate?: number;
              readonly returnedBonusMinutes?: number;
              readonly bookedBonusMinutes?: number;
              readonly overtakeMax?: number;
              readonly overtakeMinutes?: number;
              readonly passPlaces?: number;
              readonly passMax?: number;
              readonly itemsMax?: number;
              readonly warnPerWindow?: number;
              readonly targetMinutes?: number;
              readonly ordinaryPerPriority?: number;
              readonly recallMax?: number;
              readonly recallGapSeconds?: number;
              readonly recallsBeforeMiss?: number;
              readonly rejoinMinutes?: number;
              readonly rejoinPlaces?: number;
              readonly undoSeconds?: number;
              readonly takesPerDevicePerMinute?: number;
              readonly bookAheadDays?: number;
              readonly bookWorkingDays?: number;
              readonly bookCancelMinutes?: number;
              readonly bookEarlyMinutes?: number;
              readonly bookLateMinutes?: number;
              readonly noShowMax?: number;
              readonly noShowDays?: number;
              readonly noShowBarDays?: number;
            }
          | null;
      }[];
      readonly problems: readonly {
        readonly entity:
          | 'realm'
          | 'areas'
          | 'departments'
          | 'halls'
          | 'series'
          | 'windows'
          | 'hours'
          | 'closures'
          | 'shifts'
          | 'quotas'
          | 'skills'
          | 'voices'
          | 'orderRoutes'
          | 'orderLimits';
        readonly id: string;
        readonly field: string | null;
        readonly code:
          | 'required'
          | 'wrong_type'
          | 'unknown_field'
          | 'bad_form'
          | 'too_long'
          | 'out_of_bounds'
          | 'not_a_choice'
          | 'unknown_ref'
          | 'other_hall'
          | 'duplicate'
          | 'no_queue'
          | 'opens_after_closes'
          | 'overlaps'
          | 'fixed'
          | 'in_use'
          | 'referred_to'
          | 'not_found'
          | 'twice';
        readonly details: Readonly<Record<string, string | number>>;
      }[];
    };
  };
  /** Take back an entry of the history, as a new one */
  'POST /api/config/undo': {
    readonly json: { readonly version: number };
    readonly answer: {
      readonly version: number;
      readonly ids: readonly string[];
      readonly diff: readonly {
        readonly entity:
          | 'realm'
          | 'areas'
          | 'departments'
          | 'halls'
          | 'series'
          | 'windows'
          | 'hours'
          | 'closures'
          | 'shifts'
          | 'quotas'
          | 'skills'
          | 'voices'
          | 'orderRoutes'
          | 'orderLimits';
        readonly id: string;
        readonly name: string;
        readonly field: string;
        readonly before:
          | string
          | number
          | boolean
          | readonly string[]
          | {
              readonly rule?: TurnRule;
              readonly priorityRate?: number;
              readonly bookedRate?: number;
              readonly returnedBonusMinutes?: number;
              readonly bookedBonusMinutes?: number;
              readonly overtakeMax?: number;
              readonly overtakeMinutes?: number;
              readonly passPlaces?: number;
              readonly passMax?: number;
              readonly itemsMax?: number;
              readonly warnPerWindow?: number;
              readonly targetMinutes?: number;
              readonly ordinaryPerPriority?: number;
              readonly recallMax?: number;
              readonly recallGapSeconds?: number;
              readonly recallsBeforeMiss?: number;
              readonly rejoinMinutes?: number;
              readonly rejoinPlaces?: number;
              readonly undoSeconds?: number;
              readonly takesPerDevicePerMinute?: number;
              readonly bookAheadDays?: number;
              readonly bookWorkingDays?: number;
              readonly bookCancelMinutes?: number;
              readonly bookEarlyMinutes?: number;
              readonly bookLateMinutes?: number;
              readonly noShowMax?: number;
              readonly noShowDays?: number;
              readonly noShowBarDays?: number;
            }
          | null;
        readonly after:
          | string
          | number
          | boolean
          | readonly string[]
          | {
              readonly rule?: TurnRule;
              readonly priorityRate?: number;
              readonly bookedRate?: number;
              readonly returnedBonusMinutes?: number;
              readonly bookedBonusMinutes?: number;
              readonly overtakeMax?: number;
              readonly overtakeMinutes?: number;
              readonly passPlaces?: number;
              readonly passMax?: number;
              readonly itemsMax?: number;
              readonly warnPerWindow?: number;
              readonly targetMinutes?: number;
              readonly ordinaryPerPriority?: number;
              readonly recallMax?: number;
              readonly recallGapSeconds?: number;
              readonly recallsBeforeMiss?: number;
              readonly rejoinMinutes?: number;
              readonly rejoinPlaces?: number;
              readonly undoSeconds?: number;
              readonly takesPerDevicePerMinute?: number;
              readonly bookAheadDays?: number;
              readonly bookWorkingDays?: number;
              readonly bookCancelMinutes?: number;
              readonly bookEarlyMinutes?: number;
              readonly bookLateMinutes?: number;
              readonly noShowMax?: number;
              readonly noShowDays?: number;
              readonly noShowBarDays?: number;
            }
          | null;
      }[];
    };
  };
  /** Recordings of a hall in one file, judged by their content; they speak when the configuration names their digest */
  'POST /api/halls/:hallId/voice-packs': {
    readonly param: { readonly hallId: string };
    readonly body: Blob;
    readonly answer: { readonly digest: string; readonly clips: readonly string[] };
  };
  /** Cases in reach, by due order */
  'GET /api/cases': {
    readonly query?: {
      readonly box?: 'intake' | 'review' | 'delivery' | 'all' | undefined;
      readonly hall?: string | undefined;
      readonly q?: string | undefined;
      readonly after?: string | undefined;
      readonly limit?: number | undefined;
    };
    readonly answer: {
      readonly cases: readonly {
        readonly id: string;
        readonly version: number;
        /** Finds it at every door from the first draft on */
        readonly ref: string;
        readonly caseNo: string | null;
        readonly status:
          | 'DRAFT'
          | 'SUBMITTED'
          | 'RECEIVED'
          | 'SUPPLEMENT'
          | 'ACCEPTED'
          | 'IN_REVIEW'
          | 'STOPPED'
          | 'DECIDED'
          | 'PRODUCING'
          | 'READY'
          | 'CONCLUDED'
          | 'NOT_ACCEPTED'
          | 'RETURNED'
          | 'WITHDRAWN'
          | 'TERMINATED';
        readonly stopKind: 'special_procedure' | 'suspended' | null;
        readonly decision: 'granted' | 'granted_with_deficit' | 'refused' | null;
        readonly flags: {
          readonly deficit: boolean;
          readonly extended: boolean;
          readonly supplementInReview: boolean;
          readonly supervised: boolean;
        };
        readonly item: { readonly id: string; readonly name: string; readonly kind: 'INSTANT' | 'PROMISE'; readonly sample: boolean };
        readonly department: { readonly id: string; readonly name: string };
        readonly hall: { readonly id: string; readonly name: string };
        /** Of the hall: its dates and times are those of this zone */
        readonly timeZone: string;
        readonly unit: { readonly id: string; readonly name: string };
        readonly channel: 'online' | 'hall' | 'hotline';
        readonly step: 'examine' | 'check' | 'decide' | null;
        /** Submitted or received */
        readonly startedAt: string | null;
        readonly dueAt: string | null;
        readonly applicant: { readonly name: string | null };
        readonly handler: string | null;
      }[];
      /** Give it as `after` for the next page */
      readonly next: string | null;
      readonly counts: { readonly intake: number; readonly review: number; readonly delivery: number; readonly overdue: number };
    };
  };
  /** Begin a case for somebody at a window */
  'POST /api/cases': {
    readonly json: {
      readonly hallId: string;
      readonly itemId: string;
      readonly ticketId?: string | null | undefined;
      readonly applicantType?: 'person' | 'enterprise' | 'institution' | 'association' | 'other' | undefined;
      readonly applicant: { readonly name: string; readonly idNo: string; readonly phone: string | null };
      readonly answers?: Readonly<Record<string, string>> | undefined;
    };
    readonly answer: { readonly id: string; readonly version: number };
  };
  /** One case: where it stands, why it is due when it is due, what can be done */
  'GET /api/cases/:caseId': {
    readonly param: { readonly caseId: string };
    readonly answer: {
      readonly id: string;
      readonly version: number;
      /** Finds it at every door from the first draft on */
      readonly ref: string;
      readonly caseNo: string | null;
      readonly status:
        | 'DRAFT'
        | 'SUBMITTED'
        | 'RECEIVED'
        | 'SUPPLEMENT'
        | 'ACCEPTED'
        | 'IN_REVIEW'
        | 'STOPPED'
        | 'DECIDED'
        | 'PRODUCING'
        | 'READY'
        | 'CONCLUDED'
        | 'NOT_ACCEPTED'
        | 'RETURNED'
        | 'WITHDRAWN'
        | 'TERMINATED';
      readonly stopKind: 'special_procedure' | 'suspended' | null;
      readonly decision: 'granted' | 'granted_with_deficit' | 'refused' | null;
      readonly flags: {
        readonly deficit: boolean;
        readonly extended: boolean;
        readonly supplementInReview: boolean;
        readonly supervised: boolean;
      };
      readonly item: { readonly id: string; readonly name: string; readonly kind: 'INSTANT' | 'PROMISE'; readonly sample: boolean };
      readonly department: { readonly id: string; readonly name: string };
      readonly hall: { readonly id: string; readonly name: string };
      /** Of the hall: its dates and times are those of this zone */
      readonly timeZone: string;
      readonly unit: { readonly id: string; readonly name: string };
      readonly channel: 'online' | 'hall' | 'hotline';
      readonly step: 'examine' | 'check' | 'decide' | null;
      /** Submitted or received */
      readonly startedAt: string | null;
      readonly dueAt: string | null;
      readonly applicant: {
        readonly id: string;
        readonly name: string | null;
        readonly idNo: string | null;
        readonly phone: string | null;
      };
      readonly handler: string | null;
      readonly applicantType: 'person' | 'enterprise' | 'institution' | 'association' | 'other';
      readonly scope: 'city' | 'province' | 'provinces' | 'national' | 'national_online' | null;
      /** Who tried what and was refused; for whoever supervises the case. No name: a citizen */
      readonly refusals: readonly {
        readonly at: string;
        readonly by: string | null;
        readonly action:
          | 'draft'
          | 'submit'
          | 'pre_review_return'
          | 'receive'
          | 'give_notice'
          | 'supplement'
          | 'lapse_supplement'
          | 'accept'
          | 'accept_with_deficit'
          | 'deem_accepted'
          | 'refuse_acceptance'
          | 'sign'
          | 'forward'
          | 'send_back'
          | 'sign_branch'
          | 'answer_branch'
          | 'start_procedure'
          | 'end_procedure'
          | 'request_extension'
          | 'approve_extension'
          | 'suspend'
          | 'resume'
          | 'ask_supplement'
          | 'answer_supplement'
          | 'supply_deficit'
          | 'grant'
          | 'refuse'
          | 'terminate'
          | 'withdraw'
          | 'take_fee'
          | 'record_authority'
          | 'end_authority'
          | 'produce'
          | 'make_ready'
          | 'conclude'
          | 'remind'
          | 'deliver'
          | 'serve'
          | 'revoke'
          | 'archive'
          | 'reassign'
          | 'correct'
          | 'void'
          | 'supervise'
          | 'amend'
          | 'add_file'
          | 'remove_file'
          | 'check_file'
          | 'do_at_once';
        readonly code: string;
        readonly times: number;
      }[];
      /** For what the reader may open the applicant in clear now */
      readonly reveals: readonly ('identify_at_window' | 'fill_form' | 'contact_applicant' | 'correct_record' | 'examine_case')[];
      readonly answers: readonly { readonly question: string; readonly answer: string }[];
      readonly materials: readonly {
        readonly code: string;
        readonly name: string;
        readonly need: 'required' | 'deferrable';
        readonly from: 'self' | 'shared' | 'commitment' | 'here';
        readonly state: 'present' | 'missing' | null;
        readonly files: readonly {
          readonly id: string;
          readonly kind: 'jpeg' | 'png' | 'pdf';
          readonly bytes: number;
          /** B: compared with the original at a window; C: uploaded */
          readonly trust: 'B' | 'C';
          readonly addedAt: string;
        }[];
      }[];
      /** Not asked for by the answers of now, and files were sent to it before */
      readonly unneeded: readonly {
        readonly code: string;
        readonly name: string;
        readonly need: 'required' | 'deferrable';
        readonly from: 'self' | 'shared' | 'commitment' | 'here';
        readonly state: 'present' | 'missing' | null;
        readonly files: readonly {
          readonly id: string;
          readonly kind: 'jpeg' | 'png' | 'pdf';
          readonly bytes: number;
          /** B: compared with the original at a window; C: uploaded */
          readonly trust: 'B' | 'C';
          readonly addedAt: string;
        }[];
      }[];
      /** Of a draft: what can be answered otherwise. Null once it was handed in or received */
      readonly form: {
        readonly questions: readonly {
          readonly id: string;
          readonly text: string;
          readonly options: readonly { readonly id: string; readonly text: string }[];
        }[];
        readonly materials: readonly {
          readonly code: string;
          readonly need: 'required' | 'deferrable';
          /** shared = from another office, nothing to bring; commitment = a written promise; here = made at the window */
          readonly from: 'self' | 'shared' | 'commitment' | 'here';
          /** Question → answers under which it holds */
          readonly when?: Readonly<Record<string, readonly string[]>>;
          readonly name: string;
        }[];
        readonly fees: readonly {
          readonly fen: number;
          /** Question → answers under which it holds */
          readonly when?: Readonly<Record<string, readonly string[]>>;
        }[];
        readonly answers: Readonly<Record<string, string>>;
      } | null;
      readonly missing: readonly string[];
      /** Who else may act in this case, and until when */
      readonly authorities: readonly {
        readonly id: string;
        readonly name: string | null;
        readonly scope: 'handle' | 'collect' | 'all';
        readonly until: string | null;
        readonly ended: boolean;
      }[];
      /** Departments that decide with it */
      readonly branches: readonly { readonly department: string; readonly state: 'open' | 'signed' | 'agreed' | 'objected' }[];
      readonly feeFen: number | null;
      readonly paidFen: number | null;
      readonly result: { readonly name: string; readonly kind: 'certificate' | 'document' } | null;
      readonly clocks: readonly {
        readonly clock: 'intake' | 'applicant' | 'legal' | 'promise' | 'firstPromise' | 'deficit' | 'procedure' | 'delivery';
        readonly state: 'running' | 'stopped' | 'ended';
        readonly amount: number;
        readonly unit: 'working_day' | 'natural_day' | 'working_hour' | 'hour' | 'minute';
        /** Due; null while it stands still */
        readonly at: string | null;
        readonly endedAt: string | null;
        readonly passed: boolean;
        readonly provisional: boolean;
        readonly lines: readonly Readonly<Record<string, unknown>>[];
      }[];
      readonly actions: readonly {
        readonly action:
          | 'draft'
          | 'submit'
          | 'pre_review_return'
          | 'receive'
          | 'give_notice'
          | 'supplement'
          | 'lapse_supplement'
          | 'accept'
          | 'accept_with_deficit'
          | 'deem_accepted'
          | 'refuse_acceptance'
          | 'sign'
          | 'forward'
          | 'send_back'
          | 'sign_branch'
          | 'answer_branch'
          | 'start_procedure'
          | 'end_procedure'
          | 'request_extension'
          | 'approve_extension'
          | 'suspend'
          | 'resume'
          | 'ask_supplement'
          | 'answer_supplement'
          | 'supply_deficit'
          | 'grant'
          | 'refuse'
          | 'terminate'
          | 'withdraw'
          | 'take_fee'
          | 'record_authority'
          | 'end_authority'
          | 'produce'
          | 'make_ready'
          | 'conclude'
          | 'remind'
          | 'deliver'
          | 'serve'
          | 'revoke'
          | 'archive'
          | 'reassign'
          | 'correct'
          | 'void'
          | 'supervise'
          | 'amend'
          | 'add_file'
          | 'remove_file'
          | 'check_file'
          | 'do_at_once';
        readonly refusal: string | null;
      }[];
      readonly steps: readonly {
        readonly version: number;
        readonly type:
          | 'hall_day.opened'
          | 'hall_day.cleared'
          | 'hall_day.halted'
          | 'hall_day.resumed'
          | 'hall_day.swept'
          | 'window.opened'
          | 'window.closed'
          | 'window.paused'
          | 'window.resumed'
          | 'window.reskilled'
          | 'number.voided'
          | 'ticket.taken'
          | 'ticket.called'
          | 'ticket.recalled'
          | 'ticket.started'
          | 'ticket.finished'
          | 'ticket.missed'
          | 'ticket.rejoined'
          | 'ticket.let_pass'
          | 'ticket.prioritised'
          | 'ticket.item_added'
          | 'ticket.item_removed'
          | 'ticket.item_marked'
          | 'ticket.case_named'
          | 'ticket.marked_inaccurate'
          | 'ticket.held'
          | 'ticket.resumed'
          | 'ticket.returned'
          | 'ticket.transferred'
          | 'ticket.cancelled'
          | 'ticket.moved'
          | 'ticket.abandoned'
          | 'ticket.undone'
          | 'ticket.notice_asked'
          | 'ticket.notice_ended'
          | 'ticket.noticed'
          | 'signature.asked'
          | 'signature.signed'
          | 'signature.declined'
          | 'signature.cancelled'
          | 'help.asked'
          | 'help.answered'
          | 'help.released'
          | 'help.ended'
          | 'booking_day.opened'
          | 'booking.made'
          | 'booking.checked_in'
          | 'booking.cancelled'
          | 'booking.missed'
          | 'booking.released'
          | 'booking.reminded'
          | 'case.drafted'
          | 'case.submitted'
          | 'case.returned_for_changes'
          | 'case.received'
          | 'case.notice_given'
          | 'case.supplemented'
          | 'case.supplement_lapsed'
          | 'case.accepted'
          | 'case.accepted_with_deficit'
          | 'case.deemed_accepted'
          | 'case.acceptance_refused'
          | 'case.signed'
          | 'case.forwarded'
          | 'case.sent_back'
          | 'case.branch_signed'
          | 'case.branch_answered'
          | 'case.procedure_started'
          | 'case.procedure_ended'
          | 'case.extension_requested'
          | 'case.extended'
          | 'case.suspended'
          | 'case.resumed'
          | 'case.supplement_asked'
          | 'case.supplement_answered'
          | 'case.deficit_supplied'
          | 'case.granted'
          | 'case.refused'
          | 'case.terminated'
          | 'case.withdrawn'
          | 'case.fee_taken'
          | 'case.authority_recorded'
          | 'case.authority_ended'
          | 'case.produced'
          | 'case.ready'
          | 'case.concluded'
          | 'case.reminded'
          | 'case.delivered'
          | 'case.served'
          | 'case.revoked'
          | 'case.archived'
          | 'case.reassigned'
          | 'case.corrected'
          | 'case.voided'
          | 'case.supervised'
          | 'case.amended'
          | 'case.file_added'
          | 'case.file_removed'
          | 'case.file_checked'
          | 'call.came'
          | 'call.offered'
          | 'call.answered'
          | 'call.ended'
          | 'call.linked'
          | 'call.done'
          | 'order.answered_directly'
          | 'order.logged'
          | 'order.declined'
          | 'order.rectification_opened'
          | 'order.dispatched'
          | 'order.signed'
          | 'order.auto_signed'
          | 'order.return_requested'
          | 'order.reassigned'
          | 'order.return_refused'
          | 'order.sent_to_panel'
          | 'order.ruled'
          | 'order.begun'
          | 'order.verified'
          | 'order.extension_requested'
          | 'order.extended'
          | 'order.extension_refused'
          | 'order.suspended'
          | 'order.resumed'
          | 'order.replied'
          | 'order.reviewed'
          | 'order.review_passed'
          | 'order.sent_back'
          | 'order.call_missed'
          | 'order.called_back'
          | 'order.rework_ordered'
          | 'order.closed'
          | 'order.closed_unreasonable'
          | 'order.cancelled'
          | 'order.merged'
          | 'order.joined'
          | 'order.escalated'
          | 'knowledge.written'
          | 'knowledge.withdrawn'
          | 'licence.issued'
          | 'licence.corrected'
          | 'licence.expired'
          | 'licence.withdrawn'
          | 'licence.revoked'
          | 'licence.cancelled'
          | 'licence.forfeited'
          | 'rating.given'
          | 'staff_day.opened'
          | 'session.started'
          | 'session.refused'
          | 'session.ended'
          | 'person.read'
          | 'person.refused'
          | 'case.press_refused'
          | 'caller.looked_up'
          | 'caller.read'
          | 'case.read'
          | 'log.searched'
          | 'log.opened'
          | 'log.checked'
          | 'log.exported'
          | 'staff.created'
          | 'staff.changed'
          | 'staff.suspended'
          | 'staff.restored'
          | 'staff.assigned'
          | 'staff.unassigned'
          | 'staff.password_set'
          | 'staff.second_factor_set'
          | 'staff.second_factor_removed'
          | 'staff.sessions_ended'
          | 'config.set'
          | 'device.paired'
          | 'device.renamed'
          | 'device.configured'
          | 'device.reload_asked'
          | 'device.revoked';
        readonly at: string;
        readonly effectiveAt: string | null;
        readonly role:
          | 'applicant'
          | 'agent'
          | 'clerk'
          | 'delivery_clerk'
          | 'department_handler'
          | 'department_reviewer'
          | 'department_checker'
          | 'department_decider'
          | 'department_head'
          | 'certificate_officer'
          | 'hotline_agent'
          | 'supervisor'
          | 'courier'
          | 'system';
        /** Name of a member of staff; null for a citizen or a job */
        readonly by: string | null;
        readonly texts: readonly { readonly field: string; readonly text: string }[];
        readonly defects: readonly string[];
        /** Where who took the result over a counter signed for it */
        readonly signed: 'pad' | 'paper' | null;
      }[];
      /** Whenever somebody took a number for it, the first time first */
      readonly visits: readonly {
        readonly number: string;
        readonly state: TicketState;
        readonly at: string;
        readonly hall: string;
        readonly window: string | null;
        readonly aim: 'first' | 'collect' | 'supplement' | 'other';
      }[];
      /** It lies in the archive: it is only read, and kept until then (null: for ever) */
      readonly archived: {
        readonly at: string;
        readonly retention: 'permanent' | 'years_30' | 'years_10';
        readonly until: string | null;
      } | null;
      /** Events that are told by a paper */
      readonly papers: readonly {
        readonly version: number;
        readonly kind:
          | 'submission_receipt'
          | 'receipt'
          | 'supplement_receipt'
          | 'one_time_notice'
          | 'acceptance_notice'
          | 'deficit_acceptance_notice'
          | 'non_acceptance_notice'
          | 'grant_decision'
          | 'refusal_decision'
          | 'revocation_decision'
          | 'proof_of_service'
          | 'archive_index';
        /** For its signature: it cannot be opened yet */
        readonly waits: boolean;
        /** Why it waits longer than it should; told to staff alone */
        readonly held: 'key_missing' | 'key_unreadable' | 'failed' | null;
      }[];
    };
  };
  /** A key of a case: receive, accept, sign, forward, grant, refuse, deliver … */
  'POST /api/cases/:caseId/press': {
    readonly param: { readonly caseId: string };
    readonly json: {
      /** As the screen showed it */
      readonly version: number;
      readonly press:
        | { readonly action: 'remove_file' | 'check_file'; readonly fileId: string }
        | { readonly action: 'accept' | 'sign' | 'sign_branch' | 'approve_extension' | 'produce' | 'terminate' | 'resume' | 'supervise' }
        | {
            readonly action: 'amend';
            /** All of them: a question that is missing is open again */
            readonly answers?: Readonly<Record<string, string>> | undefined;
            readonly applicant?: { readonly name: string; readonly idNo: string; readonly phone: string | null } | undefined;
            readonly phone?: string | null | undefined;
          }
        | { readonly action: 'receive'; readonly checks: Readonly<Record<string, 'present' | 'missing'>> }
        | { readonly action: 'pre_review_return' | 'give_notice' | 'ask_supplement'; readonly defects: readonly string[] }
        | { readonly action: 'supplement' | 'answer_supplement' | 'supply_deficit'; readonly materials: readonly string[] }
        | { readonly action: 'accept_with_deficit'; readonly commitment: string }
        | {
            readonly action: 'refuse_acceptance';
            readonly code: 'no_permit_needed' | 'not_our_power' | 'not_qualified';
            readonly reason: string;
            readonly direction?: string | null | undefined;
          }
        | { readonly action: 'forward' | 'send_back'; readonly opinion: string }
        | { readonly action: 'answer_branch'; readonly agrees: boolean; readonly opinion: string }
        | {
            readonly action: 'start_procedure';
            readonly kind:
              | 'hearing'
              | 'tender'
              | 'auction'
              | 'inspection'
              | 'test'
              | 'quarantine'
              | 'appraisal'
              | 'expert_review'
              | 'site_visit';
            readonly days: number;
          }
        | { readonly action: 'end_procedure'; readonly result: string }
        | { readonly action: 'request_extension'; readonly amount: number; readonly reason: string }
        | { readonly action: 'take_fee'; readonly fen: number; readonly receiptNo: string }
        | {
            readonly action: 'grant';
            readonly opinion: string;
            readonly confirm?: { readonly staffNo: string; readonly password: string } | undefined;
          }
        | {
            readonly action: 'refuse';
            readonly reason: string;
            readonly basis: string;
            readonly confirm?: { readonly staffNo: string; readonly password: string } | undefined;
          }
        | {
            readonly action: 'make_ready';
            readonly paper: {
              readonly sent: number;
              readonly counted: number;
              readonly taken: { readonly staffNo: string; readonly password: string };
            } | null;
          }
        | {
            readonly action: 'conclude' | 'deliver' | 'serve';
            readonly way: 'counter' | 'shelf' | 'post' | 'electronic';
            readonly recipient?:
              | { readonly by: 'identity' | 'authority'; readonly idNo: string }
              | { readonly by: 'code'; readonly code: string }
              | undefined;
            /** What is handed over a counter needs it */
            readonly signed?:
              | { readonly by: 'pad'; readonly requestId: string }
              | { readonly by: 'paper'; readonly why: 'no_pad' | 'unwilling' | 'fingerprint' }
              | undefined;
            readonly proof: string;
          }
        | {
            readonly action: 'record_authority';
            readonly agent: { readonly name: string; readonly idNo: string };
            readonly scope: 'handle' | 'collect' | 'all';
            readonly until: string | null;
            readonly proof: string;
          }
        | { readonly action: 'end_authority'; readonly authorityId: string }
        | { readonly action: 'suspend'; readonly basis: string; readonly reason: string; readonly reviewOn: string }
        | { readonly action: 'revoke'; readonly basis: string }
        | { readonly action: 'void'; readonly reason: string }
        | { readonly action: 'reassign'; readonly reason: string; readonly staffNo: string }
        | {
            readonly action: 'correct';
            readonly reason: string;
            readonly applicant?: { readonly name: string; readonly idNo: string; readonly phone: string | null } | undefined;
          }
        | {
            readonly action: 'do_at_once';
            readonly opinion: string;
            readonly confirm?: { readonly staffNo: string; readonly password: string } | undefined;
          };
    };
    readonly answer: { readonly id: string; readonly version: number };
  };
  /** Name, number of identity and phone of the applicant in clear, for whoever has to act on the case now */
  'POST /api/cases/:caseId/reveal': {
    readonly param: { readonly caseId: string };
    readonly json: {
      readonly purpose?: 'identify_at_window' | 'fill_form' | 'contact_applicant' | 'correct_record' | 'examine_case' | undefined;
    };
    readonly answer: { readonly name: string | null; readonly idNo: string | null; readonly phone: string | null };
  };
  /** Add a scan or a picture of the document camera to a material */
  'POST /api/cases/:caseId/materials/:material/files': {
    readonly param: { readonly caseId: string; readonly material: string };
    readonly query?: { readonly checked?: 'yes' | 'no' | undefined };
    readonly body: Blob;
    readonly answer: {
      readonly id: string;
      readonly version: number;
      readonly fileId: string;
      readonly kind: 'jpeg' | 'png' | 'pdf';
      readonly bytes: number;
    };
  };
  /** Ask whoever stands at this window to sign on its pad for what is handed over */
  'POST /api/cases/:caseId/signature': {
    readonly param: { readonly caseId: string };
    readonly json: {
      readonly windowId: string;
      readonly action: 'deliver' | 'serve';
      readonly recipient: { readonly by: 'identity' | 'authority'; readonly idNo: string } | { readonly by: 'code'; readonly code: string };
    };
    readonly answer: { readonly id: string; readonly until: string };
  };
  /** Take the question for a signature off the pad again */
  'POST /api/cases/:caseId/signature/cancel': {
    readonly param: { readonly caseId: string };
    readonly json: { readonly windowId: string; readonly requestId: string };
    readonly answer: { readonly ok: true };
  };
  /** Licences in reach, the newest first */
  'GET /api/licences': {
    readonly query?: { readonly q?: string | undefined; readonly after?: string | undefined; readonly limit?: number | undefined };
    readonly answer: {
      readonly licences: readonly {
        readonly id: string;
        readonly caseId: string;
        readonly number: string;
        readonly name: string;
        readonly department: string;
        /** As of today: what ran out in the night is not in force this morning */
        readonly status: 'VALID' | 'CORRECTED' | 'EXPIRED' | 'WITHDRAWN_BY_ORGAN' | 'REVOKED' | 'CANCELLED' | 'FORFEITED';
        readonly validFrom: string;
        /** The last day; null where it has no end */
        readonly validTo: string | null;
        readonly sample: boolean;
        readonly version: number;
        /** Masked */
        readonly holder: string | null;
      }[];
      /** Give it as `after` for the next page */
      readonly next: string | null;
    };
  };
  /** One licence: whether it counts, what happened to it, what can be done */
  'GET /api/licences/:licenceId': {
    readonly param: { readonly licenceId: string };
    readonly answer: {
      readonly id: string;
      readonly caseId: string;
      readonly number: string;
      readonly name: string;
      readonly department: string;
      /** As of today: what ran out in the night is not in force this morning */
      readonly status: 'VALID' | 'CORRECTED' | 'EXPIRED' | 'WITHDRAWN_BY_ORGAN' | 'REVOKED' | 'CANCELLED' | 'FORFEITED';
      readonly validFrom: string;
      /** The last day; null where it has no end */
      readonly validTo: string | null;
      readonly sample: boolean;
      readonly version: number;
      /** Masked */
      readonly holder: string | null;
      readonly code: string;
      /** The address that says whether it counts */
      readonly verify: string;
      readonly actions: readonly ('correct' | 'withdraw' | 'cancel' | 'forfeit')[];
      readonly steps: readonly {
        readonly version: number;
        readonly type:
          | 'licence.issued'
          | 'licence.corrected'
          | 'licence.expired'
          | 'licence.withdrawn'
          | 'licence.revoked'
          | 'licence.cancelled'
          | 'licence.forfeited';
        readonly at: string;
        readonly by: string | null;
        readonly basis: string | null;
        readonly reason: string | null;
      }[];
    };
  };
  /** A key of a licence: correct, withdraw, cancel, forfeit; each with basis and reason */
  'POST /api/licences/:licenceId/press': {
    readonly param: { readonly licenceId: string };
    readonly json: {
      /** As the screen showed it */
      readonly version: number;
      readonly press:
        | { readonly action: 'withdraw' | 'cancel' | 'forfeit'; readonly basis: string; readonly reason: string }
        | {
            readonly action: 'correct';
            readonly basis: string;
            readonly reason: string;
            readonly validFrom: string;
            readonly validTo: string | null;
          };
    };
    readonly answer: { readonly id: string; readonly version: number };
  };
  /** How many decisions wait for their signature, and why */
  'GET /api/signing': {
    readonly answer: {
      readonly waiting: number;
      /** Of them those that cannot be signed now */
      readonly held: number;
      readonly why: 'key_missing' | 'key_unreadable' | 'failed' | null;
      readonly since: string | null;
    };
  };
  /** Calls ring at one’s own extension from now on, or no more */
  'POST /api/hotline/ready': { readonly json: { readonly ready: boolean }; readonly answer: Done };
  /** Write a call down by hand: while telephony is down, or who calls by another way */
  'POST /api/hotline/calls': {
    readonly json: {
      /** As the caller says it; empty where it is withheld */
      readonly number: string;
    };
    readonly answer: { readonly id: string };
  };
  /** Lift the receiver: the call is one’s own when the exchange says so */
  'POST /api/hotline/calls/:callId/answer': { readonly param: { readonly callId: string }; readonly answer: Done };
  /** Hang up */
  'POST /api/hotline/calls/:callId/end': { readonly param: { readonly callId: string }; readonly answer: { readonly id: string } };
  /** Put a call away after it: what was typed and not logged is gone */
  'POST /api/hotline/calls/:callId/done': { readonly param: { readonly callId: string }; readonly answer: { readonly id: string } };
  /** Everything of this caller’s number in one glance, masked; that it was looked at is written down */
  'GET /api/hotline/calls/:callId': {
    readonly param: { readonly callId: string };
    readonly answer: {
      readonly id: string;
      readonly status: 'RINGING' | 'ANSWERED' | 'ENDED' | 'ABANDONED' | 'DONE';
      readonly byHand: boolean;
      /** Masked; null where it is withheld */
      readonly number: string | null;
      readonly cameAt: string;
      readonly answeredAt: string | null;
      readonly endedAt: string | null;
      readonly draft: { readonly version: number; readonly text: string };
      readonly people: readonly { readonly id: string; readonly name: string | null; readonly idNo: string | null }[];
      readonly cases: readonly {
        readonly id: string;
        readonly version: number;
        /** Finds it at every door from the first draft on */
        readonly ref: string;
        readonly caseNo: string | null;
        readonly status:
          | 'DRAFT'
          | 'SUBMITTED'
          | 'RECEIVED'
          | 'SUPPLEMENT'
          | 'ACCEPTED'
          | 'IN_REVIEW'
          | 'STOPPED'
          | 'DECIDED'
          | 'PRODUCING'
          | 'READY'
          | 'CONCLUDED'
          | 'NOT_ACCEPTED'
          | 'RETURNED'
          | 'WITHDRAWN'
          | 'TERMINATED';
        readonly stopKind: 'special_procedure' | 'suspended' | null;
        readonly decision: 'granted' | 'granted_with_deficit' | 'refused' | null;
        readonly flags: {
          readonly deficit: boolean;
          readonly extended: boolean;
          readonly supplementInReview: boolean;
          readonly supervised: boolean;
        };
        readonly item: { readonly id: string; readonly name: string; readonly kind: 'INSTANT' | 'PROMISE'; readonly sample: boolean };
        readonly department: { readonly id: string; readonly name: string };
        readonly hall: { readonly id: string; readonly name: string };
        /** Of the hall: its dates and times are those of this zone */
        readonly timeZone: string;
        readonly unit: { readonly id: string; readonly name: string };
        readonly channel: 'online' | 'hall' | 'hotline';
        readonly step: 'examine' | 'check' | 'decide' | null;
        /** Submitted or received */
        readonly startedAt: string | null;
        readonly dueAt: string | null;
        readonly applicant: { readonly name: string | null };
      }[];
      readonly orders: readonly {
        readonly id: string;
        readonly version: number;
        readonly orderNo: string;
        readonly type: 'consult' | 'help' | 'complaint' | 'report' | 'suggestion' | 'praise' | 'other' | 'rectify';
        readonly category:
          | 'security'
          | 'noise'
          | 'household'
          | 'licences'
          | 'market'
          | 'labour'
          | 'housing'
          | 'roads'
          | 'environment'
          | 'education'
          | 'health'
          | 'social'
          | 'other';
        readonly urgency: 'ordinary' | 'urgent';
        readonly secret: boolean;
        readonly status:
          | 'DRAFT'
          | 'DIRECT_ANSWERED'
          | 'PENDING_DISPATCH'
          | 'DISPATCHED'
          | 'SIGNED_IN'
          | 'RETURN_REQUESTED'
          | 'ARBITRATION'
          | 'IN_PROGRESS'
          | 'EXTENSION_REQUESTED'
          | 'REPLIED'
          | 'REVIEW'
          | 'CALL_BACK'
          | 'REWORK'
          | 'SUSPENDED'
          | 'CLOSED'
          | 'CANCELLED'
          | 'MERGED';
        readonly unit: { readonly id: string; readonly name: string } | null;
        readonly autoSigned: boolean;
        readonly escalated: boolean;
        readonly returns: number;
        readonly reworks: number;
        readonly loggedAt: string;
        readonly dueAt: string | null;
        readonly endedAt: string | null;
        readonly timeZone: string;
      }[];
      readonly made: { readonly orderIds: readonly string[]; readonly caseIds: readonly string[] };
      readonly earlierCalls: number;
      readonly halls: readonly { readonly id: string; readonly name: string }[];
    };
  };
  /** Keep what was typed so far */
  'PUT /api/hotline/calls/:callId/draft': {
    readonly param: { readonly callId: string };
    readonly json: {
      /** The newest that this screen has seen */
      readonly version: number;
      /** Whatever the screen wants to find again */
      readonly text: string;
    };
    readonly answer: { readonly version: number };
  };
  /** “Where is my case?”: one case of the caller’s number, and why it is due when it is due; the look is written down */
  'GET /api/hotline/calls/:callId/cases/:caseId': {
    readonly param: { readonly callId: string; readonly caseId: string };
    readonly answer: {
      readonly id: string;
      readonly version: number;
      /** Finds it at every door from the first draft on */
      readonly ref: string;
      readonly caseNo: string | null;
      readonly status:
        | 'DRAFT'
        | 'SUBMITTED'
        | 'RECEIVED'
        | 'SUPPLEMENT'
        | 'ACCEPTED'
        | 'IN_REVIEW'
        | 'STOPPED'
        | 'DECIDED'
        | 'PRODUCING'
        | 'READY'
        | 'CONCLUDED'
        | 'NOT_ACCEPTED'
        | 'RETURNED'
        | 'WITHDRAWN'
        | 'TERMINATED';
      readonly stopKind: 'special_procedure' | 'suspended' | null;
      readonly decision: 'granted' | 'granted_with_deficit' | 'refused' | null;
      readonly flags: {
        readonly deficit: boolean;
        readonly extended: boolean;
        readonly supplementInReview: boolean;
        readonly supervised: boolean;
      };
      readonly item: { readonly id: string; readonly name: string; readonly kind: 'INSTANT' | 'PROMISE'; readonly sample: boolean };
      readonly department: { readonly id: string; readonly name: string };
      readonly hall: { readonly id: string; readonly name: string };
      /** Of the hall: its dates and times are those of this zone */
      readonly timeZone: string;
      readonly unit: { readonly id: string; readonly name: string };
      readonly channel: 'online' | 'hall' | 'hotline';
      readonly step: 'examine' | 'check' | 'decide' | null;
      /** Submitted or received */
      readonly startedAt: string | null;
      readonly dueAt: string | null;
      readonly applicant: { readonly name: string | null; readonly idNo: string | null; readonly phone: string | null };
      readonly remedies: string | null;
      readonly answers: readonly { readonly question: string; readonly answer: string }[];
      readonly materials: readonly {
        readonly code: string;
        readonly name: string;
        readonly need: 'required' | 'deferrable';
        readonly from: 'self' | 'shared' | 'commitment' | 'here';
        readonly state: 'present' | 'missing' | null;
        readonly files: readonly {
          readonly id: string;
          readonly kind: 'jpeg' | 'png' | 'pdf';
          readonly bytes: number;
          /** B: compared with the original at a window; C: uploaded */
          readonly trust: 'B' | 'C';
          readonly addedAt: string;
        }[];
      }[];
      /** Not asked for by the answers of now, and files were sent to it before */
      readonly unneeded: readonly {
        readonly code: string;
        readonly name: string;
        readonly need: 'required' | 'deferrable';
        readonly from: 'self' | 'shared' | 'commitment' | 'here';
        readonly state: 'present' | 'missing' | null;
        readonly files: readonly {
          readonly id: string;
          readonly kind: 'jpeg' | 'png' | 'pdf';
          readonly bytes: number;
          /** B: compared with the original at a window; C: uploaded */
          readonly trust: 'B' | 'C';
          readonly addedAt: string;
        }[];
      }[];
      /** Of a draft: what can be answered otherwise. Null once it was handed in or received */
      readonly form: {
        readonly questions: readonly {
          readonly id: string;
          readonly text: string;
          readonly options: readonly { readonly id: string; readonly text: string }[];
        }[];
        readonly materials: readonly {
          readonly code: string;
          readonly need: 'required' | 'deferrable';
          /** shared = from another office, nothing to bring; commitment = a written promise; here = made at the window */
          readonly from: 'self' | 'shared' | 'commitment' | 'here';
          /** Question → answers under which it holds */
          readonly when?: Readonly<Record<string, readonly string[]>>;
          readonly name: string;
        }[];
        readonly fees: readonly {
          readonly fen: number;
          /** Question → answers under which it holds */
          readonly when?: Readonly<Record<string, readonly string[]>>;
        }[];
        readonly answers: Readonly<Record<string, string>>;
      } | null;
      readonly missing: readonly string[];
      /** Who else may act in this case, and until when */
      readonly authorities: readonly {
        readonly id: string;
        readonly name: string | null;
        readonly scope: 'handle' | 'collect' | 'all';
        readonly until: string | null;
        readonly ended: boolean;
      }[];
      /** Departments that decide with it */
      readonly branches: readonly { readonly department: string; readonly state: 'open' | 'signed' | 'agreed' | 'objected' }[];
      readonly feeFen: number | null;
      readonly paidFen: number | null;
      readonly result: { readonly name: string; readonly kind: 'certificate' | 'document' } | null;
      readonly clocks: readonly {
        readonly clock: 'intake' | 'applicant' | 'legal' | 'promise' | 'firstPromise' | 'deficit' | 'procedure' | 'delivery';
        readonly state: 'running' | 'stopped' | 'ended';
        readonly amount: number;
        readonly unit: 'working_day' | 'natural_day' | 'working_hour' | 'hour' | 'minute';
        /** Due; null while it stands still */
        readonly at: string | null;
        readonly endedAt: string | null;
        readonly passed: boolean;
        readonly provisional: boolean;
        readonly lines: readonly Readonly<Record<string, unknown>>[];
      }[];
      readonly actions: readonly {
        readonly action:
          | 'draft'
          | 'submit'
          | 'pre_review_return'
          | 'receive'
          | 'give_notice'
          | 'supplement'
          | 'lapse_supplement'
          | 'accept'
          | 'accept_with_deficit'
          | 'deem_accepted'
          | 'refuse_acceptance'
          | 'sign'
          | 'forward'
          | 'send_back'
          | 'sign_branch'
          | 'answer_branch'
          | 'start_procedure'
          | 'end_procedure'
          | 'request_extension'
          | 'approve_extension'
          | 'suspend'
          | 'resume'
          | 'ask_supplement'
          | 'answer_supplement'
          | 'supply_deficit'
          | 'grant'
          | 'refuse'
          | 'terminate'
          | 'withdraw'
          | 'take_fee'
          | 'record_authority'
          | 'end_authority'
          | 'produce'
          | 'make_ready'
          | 'conclude'
          | 'remind'
          | 'deliver'
          | 'serve'
          | 'revoke'
          | 'archive'
          | 'reassign'
          | 'correct'
          | 'void'
          | 'supervise'
          | 'amend'
          | 'add_file'
          | 'remove_file'
          | 'check_file'
          | 'do_at_once';
        readonly refusal: string | null;
      }[];
      readonly steps: readonly {
        readonly version: number;
        readonly type:
          | 'hall_day.opened'
          | 'hall_day.cleared'
          | 'hall_day.halted'
          | 'hall_day.resumed'
          | 'hall_day.swept'
          | 'window.opened'
          | 'window.closed'
          | 'window.paused'
          | 'window.resumed'
          | 'window.reskilled'
          | 'number.voided'
          | 'ticket.taken'
          | 'ticket.called'
          | 'ticket.recalled'
          | 'ticket.started'
          | 'ticket.finished'
          | 'ticket.missed'
          | 'ticket.rejoined'
          | 'ticket.let_pass'
          | 'ticket.prioritised'
          | 'ticket.item_added'
          | 'ticket.item_removed'
          | 'ticket.item_marked'
          | 'ticket.case_named'
          | 'ticket.marked_inaccurate'
          | 'ticket.held'
          | 'ticket.resumed'
          | 'ticket.returned'
          | 'ticket.transferred'
          | 'ticket.cancelled'
          | 'ticket.moved'
          | 'ticket.abandoned'
          | 'ticket.undone'
          | 'ticket.notice_asked'
          | 'ticket.notice_ended'
          | 'ticket.noticed'
          | 'signature.asked'
          | 'signature.signed'
          | 'signature.declined'
          | 'signature.cancelled'
          | 'help.asked'
          | 'help.answered'
          | 'help.released'
          | 'help.ended'
          | 'booking_day.opened'
          | 'booking.made'
          | 'booking.checked_in'
          | 'booking.cancelled'
          | 'booking.missed'
          | 'booking.released'
          | 'booking.reminded'
          | 'case.drafted'
          | 'case.submitted'
          | 'case.returned_for_changes'
          | 'case.received'
          | 'case.notice_given'
          | 'case.supplemented'
          | 'case.supplement_lapsed'
          | 'case.accepted'
          | 'case.accepted_with_deficit'
          | 'case.deemed_accepted'
          | 'case.acceptance_refused'
          | 'case.signed'
          | 'case.forwarded'
          | 'case.sent_back'
          | 'case.branch_signed'
          | 'case.branch_answered'
          | 'case.procedure_started'
          | 'case.procedure_ended'
          | 'case.extension_requested'
          | 'case.extended'
          | 'case.suspended'
          | 'case.resumed'
          | 'case.supplement_asked'
          | 'case.supplement_answered'
          | 'case.deficit_supplied'
          | 'case.granted'
          | 'case.refused'
          | 'case.terminated'
          | 'case.withdrawn'
          | 'case.fee_taken'
          | 'case.authority_recorded'
          | 'case.authority_ended'
          | 'case.produced'
          | 'case.ready'
          | 'case.concluded'
          | 'case.reminded'
          | 'case.delivered'
          | 'case.served'
          | 'case.revoked'
          | 'case.archived'
          | 'case.reassigned'
          | 'case.corrected'
          | 'case.voided'
          | 'case.supervised'
          | 'case.amended'
          | 'case.file_added'
          | 'case.file_removed'
          | 'case.file_checked'
          | 'call.came'
          | 'call.offered'
          | 'call.answered'
          | 'call.ended'
          | 'call.linked'
          | 'call.done'
          | 'order.answered_directly'
          | 'order.logged'
          | 'order.declined'
          | 'order.rectification_opened'
          | 'order.dispatched'
          | 'order.signed'
          | 'order.auto_signed'
          | 'order.return_requested'
          | 'order.reassigned'
          | 'order.return_refused'
          | 'order.sent_to_panel'
          | 'order.ruled'
          | 'order.begun'
          | 'order.verified'
          | 'order.extension_requested'
          | 'order.extended'
          | 'order.extension_refused'
          | 'order.suspended'
          | 'order.resumed'
          | 'order.replied'
          | 'order.reviewed'
          | 'order.review_passed'
          | 'order.sent_back'
          | 'order.call_missed'
          | 'order.called_back'
          | 'order.rework_ordered'
          | 'order.closed'
          | 'order.closed_unreasonable'
          | 'order.cancelled'
          | 'order.merged'
          | 'order.joined'
          | 'order.escalated'
          | 'knowledge.written'
          | 'knowledge.withdrawn'
          | 'licence.issued'
          | 'licence.corrected'
          | 'licence.expired'
          | 'licence.withdrawn'
          | 'licence.revoked'
          | 'licence.cancelled'
          | 'licence.forfeited'
          | 'rating.given'
          | 'staff_day.opened'
          | 'session.started'
          | 'session.refused'
          | 'session.ended'
          | 'person.read'
          | 'person.refused'
          | 'case.press_refused'
          | 'caller.looked_up'
          | 'caller.read'
          | 'case.read'
          | 'log.searched'
          | 'log.opened'
          | 'log.checked'
          | 'log.exported'
          | 'staff.created'
          | 'staff.changed'
          | 'staff.suspended'
          | 'staff.restored'
          | 'staff.assigned'
          | 'staff.unassigned'
          | 'staff.password_set'
          | 'staff.second_factor_set'
          | 'staff.second_factor_removed'
          | 'staff.sessions_ended'
          | 'config.set'
          | 'device.paired'
          | 'device.renamed'
          | 'device.configured'
          | 'device.reload_asked'
          | 'device.revoked';
        readonly at: string;
        readonly effectiveAt: string | null;
        readonly role:
          | 'applicant'
          | 'agent'
          | 'clerk'
          | 'delivery_clerk'
          | 'department_handler'
          | 'department_reviewer'
          | 'department_checker'
          | 'department_decider'
          | 'department_head'
          | 'certificate_officer'
          | 'hotline_agent'
          | 'supervisor'
          | 'courier'
          | 'system';
        /** Name of a member of staff; null for a citizen or a job */
        readonly by: string | null;
        readonly texts: readonly { readonly field: string; readonly text: string }[];
        readonly defects: readonly string[];
        /** Where who took the result over a counter signed for it */
        readonly signed: 'pad' | 'paper' | null;
      }[];
      /** Whenever somebody took a number for it, the first time first */
      readonly visits: readonly {
        readonly number: string;
        readonly state: TicketState;
        readonly at: string;
        readonly hall: string;
        readonly window: string | null;
        readonly aim: 'first' | 'collect' | 'supplement' | 'other';
      }[];
      /** It lies in the archive: it is only read, and kept until then (null: for ever) */
      readonly archived: {
        readonly at: string;
        readonly retention: 'permanent' | 'years_30' | 'years_10';
        readonly until: string | null;
      } | null;
      /** Events that are told by a paper */
      readonly papers: readonly {
        readonly version: number;
        readonly kind:
          | 'submission_receipt'
          | 'receipt'
          | 'supplement_receipt'
          | 'one_time_notice'
          | 'acceptance_notice'
          | 'deficit_acceptance_notice'
          | 'non_acceptance_notice'
          | 'grant_decision'
          | 'refusal_decision'
          | 'revocation_decision'
          | 'proof_of_service'
          | 'archive_index';
        /** For its signature: it cannot be opened yet */
        readonly waits: boolean;
        /** Why it waits longer than it should; told to staff alone */
        readonly held: 'key_missing' | 'key_unreadable' | 'failed' | null;
      }[];
    };
  };
  /** Log a request as a work order */
  'POST /api/hotline/calls/:callId/orders': {
    readonly param: { readonly callId: string };
    readonly json: {
      readonly name: string | null;
      /** One of the people of this number, where the caller is one of them */
      readonly personId: string | null;
      readonly type: 'consult' | 'help' | 'complaint' | 'report' | 'suggestion' | 'praise' | 'other';
      readonly category:
        | 'security'
        | 'noise'
        | 'household'
        | 'licences'
        | 'market'
        | 'labour'
        | 'housing'
        | 'roads'
        | 'environment'
        | 'education'
        | 'health'
        | 'social'
        | 'other';
      readonly urgency: 'ordinary' | 'urgent';
      readonly secret: boolean;
      readonly content: string;
      readonly wish: string;
      readonly address: string;
      readonly readBack: boolean;
    };
    readonly answer: { readonly id: string; readonly version: number };
  };
  /** Answer a question at once, by a guide or the knowledge base: kept, and dispatched to nobody */
  'POST /api/hotline/calls/:callId/answers': {
    readonly param: { readonly callId: string };
    readonly json: {
      readonly name: string | null;
      /** One of the people of this number, where the caller is one of them */
      readonly personId: string | null;
      readonly type: 'consult' | 'help' | 'complaint' | 'report' | 'suggestion' | 'praise' | 'other';
      readonly category:
        | 'security'
        | 'noise'
        | 'household'
        | 'licences'
        | 'market'
        | 'labour'
        | 'housing'
        | 'roads'
        | 'environment'
        | 'education'
        | 'health'
        | 'social'
        | 'other';
      readonly urgency: 'ordinary' | 'urgent';
      readonly secret: boolean;
      readonly content: string;
      /** As it was read out to the caller */
      readonly answer: string;
      readonly source: 'guide' | 'entry';
      /** The item of the guide, or the entry of the knowledge base */
      readonly sourceId: string;
    };
    readonly answer: { readonly id: string; readonly version: number };
  };
  /** Decline what is not the hotline’s, and say where to go; written down all the same */
  'POST /api/hotline/calls/:callId/refusals': {
    readonly param: { readonly callId: string };
    readonly json: {
      readonly name: string | null;
      /** One of the people of this number, where the caller is one of them */
      readonly personId: string | null;
      readonly type: 'consult' | 'help' | 'complaint' | 'report' | 'suggestion' | 'praise' | 'other';
      readonly category:
        | 'security'
        | 'noise'
        | 'household'
        | 'licences'
        | 'market'
        | 'labour'
        | 'housing'
        | 'roads'
        | 'environment'
        | 'education'
        | 'health'
        | 'social'
        | 'other';
      readonly urgency: 'ordinary' | 'urgent';
      readonly secret: boolean;
      readonly content: string;
      readonly ground: 'emergency' | 'in_procedure' | 'not_government' | 'answered_before';
      /** Where the caller was told to go */
      readonly direction: string;
    };
    readonly answer: { readonly id: string; readonly version: number };
  };
  /** Begin a case for the caller: the same draft as by any other door */
  'POST /api/hotline/calls/:callId/cases': {
    readonly param: { readonly callId: string };
    readonly json: {
      readonly hallId: string;
      readonly itemId: string;
      readonly applicant: { readonly name: string; readonly idNo: string };
      readonly answers?: Readonly<Record<string, string>> | undefined;
    };
    readonly answer: { readonly id: string; readonly version: number };
  };
  /** Change a draft of the caller’s number: the same draft as at any other door */
  'POST /api/hotline/calls/:callId/cases/:caseId/amend': {
    readonly param: { readonly callId: string; readonly caseId: string };
    readonly json: {
      readonly version: number;
      /** All of them: a question that is missing is open again */
      readonly answers?: Readonly<Record<string, string>> | undefined;
      readonly applicant?: { readonly name: string; readonly idNo: string } | undefined;
    };
    readonly answer: { readonly id: string; readonly version: number };
  };
  /** Work orders in reach, by due order */
  'GET /api/hotline/orders': {
    readonly query?: {
      readonly box?: 'dispatch' | 'unit' | 'callback' | 'watch' | 'all' | undefined;
      readonly q?: string | undefined;
      readonly after?: string | undefined;
      readonly limit?: number | undefined;
    };
    readonly answer: {
      readonly orders: readonly {
        readonly id: string;
        readonly version: number;
        readonly orderNo: string;
        readonly type: 'consult' | 'help' | 'complaint' | 'report' | 'suggestion' | 'praise' | 'other' | 'rectify';
        readonly category:
          | 'security'
          | 'noise'
          | 'household'
          | 'licences'
          | 'market'
          | 'labour'
          | 'housing'
          | 'roads'
          | 'environment'
          | 'education'
          | 'health'
          | 'social'
          | 'other';
        readonly urgency: 'ordinary' | 'urgent';
        readonly secret: boolean;
        readonly status:
          | 'DRAFT'
          | 'DIRECT_ANSWERED'
          | 'PENDING_DISPATCH'
          | 'DISPATCHED'
          | 'SIGNED_IN'
          | 'RETURN_REQUESTED'
          | 'ARBITRATION'
          | 'IN_PROGRESS'
          | 'EXTENSION_REQUESTED'
          | 'REPLIED'
          | 'REVIEW'
          | 'CALL_BACK'
          | 'REWORK'
          | 'SUSPENDED'
          | 'CLOSED'
          | 'CANCELLED'
          | 'MERGED';
        readonly unit: { readonly id: string; readonly name: string } | null;
        readonly autoSigned: boolean;
        readonly escalated: boolean;
        readonly returns: number;
        readonly reworks: number;
        readonly loggedAt: string;
        readonly dueAt: string | null;
        readonly endedAt: string | null;
        readonly timeZone: string;
      }[];
      readonly next: string | null;
      readonly counts: {
        readonly dispatch: number;
        readonly unit: number;
        readonly callback: number;
        readonly watch: number;
        readonly overdue: number;
      };
    };
  };
  /** Which unit has which kind of request, and the limits of an order */
  'GET /api/hotline/rules': {
    readonly answer: {
      readonly routes: readonly {
        readonly category:
          | 'security'
          | 'noise'
          | 'household'
          | 'licences'
          | 'market'
          | 'labour'
          | 'housing'
          | 'roads'
          | 'environment'
          | 'education'
          | 'health'
          | 'social'
          | 'other';
        readonly unit: { readonly id: string; readonly name: string } | null;
      }[];
      readonly limits: readonly {
        readonly amount: number;
        readonly unit: 'working_day' | 'natural_day' | 'working_hour' | 'hour' | 'minute';
        readonly limit:
          | 'signIn'
          | 'signInUrgent'
          | 'answerUrgent'
          | 'consult'
          | 'help'
          | 'complaint'
          | 'report'
          | 'suggestion'
          | 'praise'
          | 'other'
          | 'rectify'
          | 'verify'
          | 'giveBack'
          | 'callBack';
        readonly usual: { readonly amount: number; readonly unit: 'working_day' | 'natural_day' | 'working_hour' | 'hour' | 'minute' };
      }[];
      readonly counts: {
        readonly extensionMax: number;
        readonly reworksMax: number;
        readonly callBackTries: number;
        readonly triesApart: number;
      };
    };
  };
  /** Units to which an order can go */
  'GET /api/hotline/units': { readonly answer: { readonly units: readonly { readonly id: string; readonly name: string }[] } };
  /** One work order: where it stands, when it is due and why, what can be done */
  'GET /api/hotline/orders/:orderId': {
    readonly param: { readonly orderId: string };
    readonly answer: {
      readonly id: string;
      readonly version: number;
      readonly orderNo: string;
      readonly type: 'consult' | 'help' | 'complaint' | 'report' | 'suggestion' | 'praise' | 'other' | 'rectify';
      readonly category:
        | 'security'
        | 'noise'
        | 'household'
        | 'licences'
        | 'market'
        | 'labour'
        | 'housing'
        | 'roads'
        | 'environment'
        | 'education'
        | 'health'
        | 'social'
        | 'other';
      readonly urgency: 'ordinary' | 'urgent';
      readonly secret: boolean;
      readonly status:
        | 'DRAFT'
        | 'DIRECT_ANSWERED'
        | 'PENDING_DISPATCH'
        | 'DISPATCHED'
        | 'SIGNED_IN'
        | 'RETURN_REQUESTED'
        | 'ARBITRATION'
        | 'IN_PROGRESS'
        | 'EXTENSION_REQUESTED'
        | 'REPLIED'
        | 'REVIEW'
        | 'CALL_BACK'
        | 'REWORK'
        | 'SUSPENDED'
        | 'CLOSED'
        | 'CANCELLED'
        | 'MERGED';
      readonly unit: { readonly id: string; readonly name: string } | null;
      readonly autoSigned: boolean;
      readonly escalated: boolean;
      readonly returns: number;
      readonly reworks: number;
      readonly loggedAt: string;
      readonly dueAt: string | null;
      readonly endedAt: string | null;
      readonly timeZone: string;
      readonly callId: string | null;
      /** Masked; null for a unit where the caller wants to stay unnamed */
      readonly caller: { readonly name: string | null; readonly phone: string | null } | null;
      readonly clocks: readonly {
        readonly clock: 'signIn' | 'verify' | 'answer' | 'unit' | 'callBack';
        readonly state: 'running' | 'stopped' | 'ended';
        readonly amount: number;
        readonly unit: 'working_day' | 'natural_day' | 'working_hour' | 'hour' | 'minute';
        readonly at: string | null;
        readonly endedAt: string | null;
        readonly passed: boolean;
        readonly provisional: boolean;
        readonly lines: readonly Readonly<Record<string, unknown>>[];
      }[];
      readonly suggested: { readonly id: string; readonly name: string } | null;
      /** Whose it is, in the words of the unit that hands it back */
      readonly proposed: { readonly id: string; readonly name: string } | null;
      readonly calledBack: {
        readonly at: string;
        readonly contacted: boolean;
        readonly solved: boolean;
        readonly satisfied: boolean;
        readonly newGrounds: boolean;
      } | null;
      readonly tries: number;
      /** While it is suspended: the day on which it is looked at again */
      readonly reviewOn: string | null;
      /** The order that goes on in its place */
      readonly mergedInto: {
        readonly id: string;
        readonly orderNo: string;
        readonly status:
          | 'DRAFT'
          | 'DIRECT_ANSWERED'
          | 'PENDING_DISPATCH'
          | 'DISPATCHED'
          | 'SIGNED_IN'
          | 'RETURN_REQUESTED'
          | 'ARBITRATION'
          | 'IN_PROGRESS'
          | 'EXTENSION_REQUESTED'
          | 'REPLIED'
          | 'REVIEW'
          | 'CALL_BACK'
          | 'REWORK'
          | 'SUSPENDED'
          | 'CLOSED'
          | 'CANCELLED'
          | 'MERGED';
      } | null;
      /** Orders that were merged into this one */
      readonly joined: readonly {
        readonly id: string;
        readonly orderNo: string;
        readonly status:
          | 'DRAFT'
          | 'DIRECT_ANSWERED'
          | 'PENDING_DISPATCH'
          | 'DISPATCHED'
          | 'SIGNED_IN'
          | 'RETURN_REQUESTED'
          | 'ARBITRATION'
          | 'IN_PROGRESS'
          | 'EXTENSION_REQUESTED'
          | 'REPLIED'
          | 'REVIEW'
          | 'CALL_BACK'
          | 'REWORK'
          | 'SUSPENDED'
          | 'CLOSED'
          | 'CANCELLED'
          | 'MERGED';
      }[];
      /** For whoever may merge: open ones of the same caller or address within 30 days */
      readonly similar: readonly {
        readonly id: string;
        readonly orderNo: string;
        readonly status:
          | 'DRAFT'
          | 'DIRECT_ANSWERED'
          | 'PENDING_DISPATCH'
          | 'DISPATCHED'
          | 'SIGNED_IN'
          | 'RETURN_REQUESTED'
          | 'ARBITRATION'
          | 'IN_PROGRESS'
          | 'EXTENSION_REQUESTED'
          | 'REPLIED'
          | 'REVIEW'
          | 'CALL_BACK'
          | 'REWORK'
          | 'SUSPENDED'
          | 'CLOSED'
          | 'CANCELLED'
          | 'MERGED';
      }[];
      /** On what a direct answer rests */
      readonly answered: { readonly source: 'guide' | 'entry'; readonly id: string; readonly version: string } | null;
      /** The bad rating that made it */
      readonly rating: {
        readonly stage: 'VISIT' | 'ACCEPTED' | 'CONCLUDED';
        readonly level: number;
        readonly tags: readonly string[];
      } | null;
      /** What the unit found of it */
      readonly finding: 'upheld' | 'mistaken' | 'malicious' | 'unclear' | null;
      /** Why it was declined */
      readonly ground: 'emergency' | 'in_procedure' | 'not_government' | 'answered_before' | null;
      readonly steps: readonly {
        readonly version: number;
        readonly type:
          | 'hall_day.opened'
          | 'hall_day.cleared'
          | 'hall_day.halted'
          | 'hall_day.resumed'
          | 'hall_day.swept'
          | 'window.opened'
          | 'window.closed'
          | 'window.paused'
          | 'window.resumed'
          | 'window.reskilled'
          | 'number.voided'
          | 'ticket.taken'
          | 'ticket.called'
          | 'ticket.recalled'
          | 'ticket.started'
          | 'ticket.finished'
          | 'ticket.missed'
          | 'ticket.rejoined'
          | 'ticket.let_pass'
          | 'ticket.prioritised'
          | 'ticket.item_added'
          | 'ticket.item_removed'
          | 'ticket.item_marked'
          | 'ticket.case_named'
          | 'ticket.marked_inaccurate'
          | 'ticket.held'
          | 'ticket.resumed'
          | 'ticket.returned'
          | 'ticket.transferred'
          | 'ticket.cancelled'
          | 'ticket.moved'
          | 'ticket.abandoned'
          | 'ticket.undone'
          | 'ticket.notice_asked'
          | 'ticket.notice_ended'
          | 'ticket.noticed'
          | 'signature.asked'
          | 'signature.signed'
          | 'signature.declined'
          | 'signature.cancelled'
          | 'help.asked'
          | 'help.answered'
          | 'help.released'
          | 'help.ended'
          | 'booking_day.opened'
          | 'booking.made'
          | 'booking.checked_in'
          | 'booking.cancelled'
          | 'booking.missed'
          | 'booking.released'
          | 'booking.reminded'
          | 'case.drafted'
          | 'case.submitted'
          | 'case.returned_for_changes'
          | 'case.received'
          | 'case.notice_given'
          | 'case.supplemented'
          | 'case.supplement_lapsed'
          | 'case.accepted'
          | 'case.accepted_with_deficit'
          | 'case.deemed_accepted'
          | 'case.acceptance_refused'
          | 'case.signed'
          | 'case.forwarded'
          | 'case.sent_back'
          | 'case.branch_signed'
          | 'case.branch_answered'
          | 'case.procedure_started'
          | 'case.procedure_ended'
          | 'case.extension_requested'
          | 'case.extended'
          | 'case.suspended'
          | 'case.resumed'
          | 'case.supplement_asked'
          | 'case.supplement_answered'
          | 'case.deficit_supplied'
          | 'case.granted'
          | 'case.refused'
          | 'case.terminated'
          | 'case.withdrawn'
          | 'case.fee_taken'
          | 'case.authority_recorded'
          | 'case.authority_ended'
          | 'case.produced'
          | 'case.ready'
          | 'case.concluded'
          | 'case.reminded'
          | 'case.delivered'
          | 'case.served'
          | 'case.revoked'
          | 'case.archived'
          | 'case.reassigned'
          | 'case.corrected'
          | 'case.voided'
          | 'case.supervised'
          | 'case.amended'
          | 'case.file_added'
          | 'case.file_removed'
          | 'case.file_checked'
          | 'call.came'
          | 'call.offered'
          | 'call.answered'
          | 'call.ended'
          | 'call.linked'
          | 'call.done'
          | 'order.answered_directly'
          | 'order.logged'
          | 'order.declined'
          | 'order.rectification_opened'
          | 'order.dispatched'
          | 'order.signed'
          | 'order.auto_signed'
          | 'order.return_requested'
          | 'order.reassigned'
          | 'order.return_refused'
          | 'order.sent_to_panel'
          | 'order.ruled'
          | 'order.begun'
          | 'order.verified'
          | 'order.extension_requested'
          | 'order.extended'
          | 'order.extension_refused'
          | 'order.suspended'
          | 'order.resumed'
          | 'order.replied'
          | 'order.reviewed'
          | 'order.review_passed'
          | 'order.sent_back'
          | 'order.call_missed'
          | 'order.called_back'
          | 'order.rework_ordered'
          | 'order.closed'
          | 'order.closed_unreasonable'
          | 'order.cancelled'
          | 'order.merged'
          | 'order.joined'
          | 'order.escalated'
          | 'knowledge.written'
          | 'knowledge.withdrawn'
          | 'licence.issued'
          | 'licence.corrected'
          | 'licence.expired'
          | 'licence.withdrawn'
          | 'licence.revoked'
          | 'licence.cancelled'
          | 'licence.forfeited'
          | 'rating.given'
          | 'staff_day.opened'
          | 'session.started'
          | 'session.refused'
          | 'session.ended'
          | 'person.read'
          | 'person.refused'
          | 'case.press_refused'
          | 'caller.looked_up'
          | 'caller.read'
          | 'case.read'
          | 'log.searched'
          | 'log.opened'
          | 'log.checked'
          | 'log.exported'
          | 'staff.created'
          | 'staff.changed'
          | 'staff.suspended'
          | 'staff.restored'
          | 'staff.assigned'
          | 'staff.unassigned'
          | 'staff.password_set'
          | 'staff.second_factor_set'
          | 'staff.second_factor_removed'
          | 'staff.sessions_ended'
          | 'config.set'
          | 'device.paired'
          | 'device.renamed'
          | 'device.configured'
          | 'device.reload_asked'
          | 'device.revoked';
        readonly at: string;
        readonly role:
          | 'hotline_agent'
          | 'hotline_dispatcher'
          | 'callback_agent'
          | 'department_handler'
          | 'department_head'
          | 'supervisor'
          | 'system';
        readonly by: string | null;
        readonly texts: readonly { readonly field: string; readonly text: string }[];
      }[];
      readonly actions: readonly {
        readonly action:
          | 'answer_directly'
          | 'log'
          | 'decline'
          | 'open_rectification'
          | 'dispatch'
          | 'sign'
          | 'auto_sign'
          | 'request_return'
          | 'reassign'
          | 'refuse_return'
          | 'to_panel'
          | 'arbitrate'
          | 'begin'
          | 'verify'
          | 'request_extension'
          | 'approve_extension'
          | 'refuse_extension'
          | 'suspend'
          | 'resume'
          | 'reply'
          | 'review'
          | 'pass_review'
          | 'send_back'
          | 'miss_call'
          | 'call_back'
          | 'rework'
          | 'close'
          | 'close_unreasonable'
          | 'cancel'
          | 'merge'
          | 'join'
          | 'escalate';
        readonly refusal: string | null;
      }[];
    };
  };
  /** A key of an order: dispatch, sign, reply, call back, close … */
  'POST /api/hotline/orders/:orderId/press': {
    readonly param: { readonly orderId: string };
    readonly json: {
      /** As the screen showed it */
      readonly version: number;
      readonly press:
        | { readonly action: 'sign' | 'begin' | 'approve_extension' | 'pass_review' | 'miss_call' | 'resume' }
        | { readonly action: 'dispatch' | 'reassign'; readonly unitId: string }
        | { readonly action: 'arbitrate'; readonly unitId: string; readonly reason: string }
        | { readonly action: 'request_return'; readonly unitId: string; readonly clause: string }
        | {
            readonly action: 'refuse_return' | 'refuse_extension' | 'send_back' | 'rework' | 'to_panel' | 'cancel' | 'escalate';
            readonly reason: string;
          }
        | { readonly action: 'suspend'; readonly reason: string; readonly plan: string; readonly reviewOn: string }
        | {
            readonly action: 'verify';
            readonly finding: 'upheld' | 'mistaken' | 'malicious' | 'unclear';
            readonly facts: string;
            readonly evidence: string;
          }
        | { readonly action: 'close_unreasonable'; readonly reason: string; readonly basis: string }
        | {
            readonly action: 'merge';
            /** The number of the order that goes on */
            readonly into: string;
            readonly reason: string;
          }
        | { readonly action: 'request_extension'; readonly amount: number; readonly reason: string }
        | {
            readonly action: 'reply';
            /** null = a bad rating, whose author the unit does not know */
            readonly contactedBy: 'phone' | 'visit' | 'message' | null;
            readonly facts: string;
            readonly result: string;
            readonly basis: string;
          }
        | {
            readonly action: 'call_back';
            readonly contacted: boolean;
            readonly solved: boolean;
            readonly satisfied: boolean;
            readonly newGrounds: boolean;
          }
        | { readonly action: 'close'; readonly explanation: string };
    };
    readonly answer: { readonly id: string; readonly version: number };
  };
  /** Name and number of the caller in clear, for the unit that has to answer; not where the caller wants to stay unnamed */
  'POST /api/hotline/orders/:orderId/caller': {
    readonly param: { readonly orderId: string };
    readonly answer: { readonly name: string | null; readonly phone: string | null };
  };
  /** What may be read out to a caller today: entries of the knowledge base, then guides of items */
  'GET /api/hotline/knowledge': {
    readonly query?: { readonly q?: string | undefined };
    readonly answer: {
      readonly found: readonly {
        readonly source: 'guide' | 'entry';
        readonly id: string;
        readonly version: string;
        readonly title: string;
        readonly unit: string;
        /** Of an entry; a guide is read part by part */
        readonly answer: string | null;
        readonly validUntil: string | null;
      }[];
    };
  };
  /** Entries of the knowledge base in reach, by title; 200 at most */
  'GET /api/hotline/entries': {
    readonly query?: { readonly q?: string | undefined };
    readonly answer: {
      readonly entries: readonly {
        readonly title: string;
        /** Other ways of asking */
        readonly keywords: string;
        readonly answer: string;
        readonly validUntil: string;
        readonly id: string;
        /** What a change has to have seen */
        readonly version: number;
        /** Which version of the words */
        readonly edition: number;
        readonly unit: { readonly id: string; readonly name: string };
        readonly withdrawn: boolean;
        readonly expired: boolean;
        /** Whether the asking one may write it */
        readonly mine: boolean;
      }[];
    };
  };
  /** Write an entry for a department, good until a day */
  'POST /api/hotline/entries': {
    readonly json: {
      readonly unitId: string;
      readonly title: string;
      /** Other ways of asking */
      readonly keywords: string;
      readonly answer: string;
      readonly validUntil: string;
    };
    readonly answer: { readonly id: string; readonly version: number };
  };
  /** A new version of an entry; what was read out stays as it was */
  'POST /api/hotline/entries/:entryId': {
    readonly param: { readonly entryId: string };
    readonly json: {
      readonly unitId: string;
      readonly title: string;
      /** Other ways of asking */
      readonly keywords: string;
      readonly answer: string;
      readonly validUntil: string;
      readonly version: number;
    };
    readonly answer: { readonly id: string; readonly version: number };
  };
  /** Offer an entry to nobody from now on, until it is written anew */
  'POST /api/hotline/entries/:entryId/withdraw': {
    readonly param: { readonly entryId: string };
    readonly json: { readonly version: number };
    readonly answer: { readonly id: string; readonly version: number };
  };
  /** Let the demo’s telephone ring */
  'POST /api/demo/calls': { readonly json: { readonly number: string }; readonly answer: Done };
  /** Find a service item by name, pinyin, initials or everyday words */
  'GET /api/items': {
    readonly query: { readonly q: string; readonly hallId?: string | undefined };
    readonly answer: {
      readonly items: readonly {
        readonly id: string;
        readonly name: string;
        readonly department: string;
        /** The queue that takes it; null = not registered, ask at the service desk */
        readonly seriesId: string | null;
        /** incomplete = name, code, type and department are known and nothing else */
        readonly state: 'incomplete' | 'in_use' | 'suspended' | 'cancelled';
      }[];
    };
  };
  /** What is known of a service item, and what is missing */
  'GET /api/items/:id': {
    readonly param: { readonly id: string };
    readonly answer: {
      readonly id: string;
      readonly name: string;
      readonly department: string;
      /** The queue that takes it; null = not registered, ask at the service desk */
      readonly seriesId: string | null;
      /** incomplete = name, code, type and department are known and nothing else */
      readonly state: 'incomplete' | 'in_use' | 'suspended' | 'cancelled';
      /** The publisher's own code */
      readonly code: string;
      /** National basic code, 12 digits, where it can be read from the own code */
      readonly catalogCode: string | null;
      readonly type: string;
      readonly typeCode: '10' | '20' | '01' | '02' | '03' | '04' | '05' | '06' | '07' | '08' | '09';
      readonly theme: string | null;
      readonly area: string;
      /** What nobody has filled in and checked */
      readonly missing: readonly ('materials' | 'time' | 'fee' | 'visits' | 'law')[];
      /** The newest published version; null = nothing but the directory entry */
      readonly version: {
        readonly caseKind: 'INSTANT' | 'PROMISE';
        readonly taskType: '10' | '20' | '01' | '02' | '03' | '04' | '05' | '06' | '07' | '08' | '09';
        readonly legal: {
          readonly amount: number;
          readonly unit: 'working_day' | 'natural_day' | 'working_hour' | 'hour' | 'minute';
        } | null;
        /** null = while one waits */
        readonly promise: {
          readonly amount: number;
          readonly unit: 'working_day' | 'natural_day' | 'working_hour' | 'hour' | 'minute';
        } | null;
        readonly visits: { readonly least: number; readonly most: number };
        readonly fees: readonly {
          readonly fen: number;
          /** Question → answers under which it holds */
          readonly when?: Readonly<Record<string, readonly string[]>>;
        }[];
        readonly result: {
          readonly name: string;
          readonly kind: 'certificate' | 'document';
          /** How long a certificate counts; without it, for good */
          readonly validity?: { readonly amount: number; readonly unit: 'year' | 'month' | 'day' };
        } | null;
        readonly scope: 'city' | 'province' | 'provinces' | 'national' | 'national_online' | null;
        readonly procedures: readonly (
          | 'site_visit'
          | 'means_check'
          | 'public_notice'
          | 'file_check'
          | 'appraisal'
          | 'test'
          | 'later_check'
        )[];
        /** Departments that give an opinion of their own beside the one that decides */
        readonly assists?: readonly string[];
        readonly questions: readonly {
          readonly id: string;
          readonly text: string;
          readonly options: readonly { readonly id: string; readonly text: string }[];
        }[];
        readonly materials: readonly {
          readonly code: string;
          readonly need: 'required' | 'deferrable';
          /** shared = from another office, nothing to bring; commitment = a written promise; here = made at the window */
          readonly from: 'self' | 'shared' | 'commitment' | 'here';
          /** Question → answers under which it holds */
          readonly when?: Readonly<Record<string, readonly string[]>>;
          readonly name: string;
        }[];
        /** By what a supplement that never comes counts as giving up */
        readonly lapseBasis?: string;
        /** Where one may complain of a refusal */
        readonly remedies?: string;
        readonly id: string;
        readonly version: number;
        /** Written as an example, never checked by the department */
        readonly sample: boolean;
        readonly publishedAt: string;
      } | null;
      readonly places: readonly { readonly hallId: string; readonly seriesId: string }[];
    };
  };
  /** Halls whose log is in reach, and the time zone of the realm */
  'GET /api/log/places': {
    readonly answer: { readonly timeZone: string; readonly halls: readonly { readonly id: string; readonly name: Name }[] };
  };
  /** Events in reach, newest first */
  'GET /api/log/events': {
    readonly query?: {
      readonly kind?:
        | 'hall_day'
        | 'booking_day'
        | 'case'
        | 'call'
        | 'work_order'
        | 'knowledge'
        | 'licence'
        | 'rating'
        | 'staff_day'
        | 'staff'
        | 'realm'
        | 'device'
        | undefined;
      readonly type?: EventType | undefined;
      readonly hall?: string | undefined;
      readonly about?: string | undefined;
      readonly by?: string | undefined;
      readonly from?: string | undefined;
      readonly to?: string | undefined;
      readonly looks?: 'yes' | 'no' | undefined;
      readonly before?: string | undefined;
      readonly limit?: number | undefined;
    };
    readonly answer: {
      readonly events: readonly {
        readonly stream: string;
        readonly version: number;
        readonly kind:
          | 'hall_day'
          | 'booking_day'
          | 'case'
          | 'call'
          | 'work_order'
          | 'knowledge'
          | 'licence'
          | 'rating'
          | 'staff_day'
          | 'staff'
          | 'realm'
          | 'device';
        readonly type: EventType;
        readonly subject: string;
        readonly actorKind: string;
        readonly actorId: string;
        readonly recordedAt: string;
      }[];
      readonly labels: Labels;
      /** Give it as `before` for the next page */
      readonly next: string | null;
    };
  };
  /** One event in full: body, hashes, place in its chain */
  'GET /api/log/events/:stream/:version': {
    readonly param: { readonly stream: string; readonly version: string };
    readonly answer: {
      readonly event: {
        readonly stream: string;
        readonly version: number;
        readonly kind:
          | 'hall_day'
          | 'booking_day'
          | 'case'
          | 'call'
          | 'work_order'
          | 'knowledge'
          | 'licence'
          | 'rating'
          | 'staff_day'
          | 'staff'
          | 'realm'
          | 'device';
        readonly type: EventType;
        readonly subject: string;
        readonly actorKind: string;
        readonly actorId: string;
        readonly recordedAt: string;
        readonly commandKey: string | null;
        readonly effectiveAt: string | null;
        /** Canonical text: what was hashed */
        readonly body: string;
        readonly alg: string;
        readonly contentHash: string;
        readonly prevHash: string;
        readonly hash: string;
        readonly xid: string;
      };
      /** Newest version of the stream */
      readonly last: number;
      readonly labels: Labels;
    };
  };
  /** Walks one chain and folds it again: does it hold, does the table say the same */
  'GET /api/log/streams/:stream/check': {
    readonly param: { readonly stream: string };
    readonly answer: {
      readonly stream: string;
      readonly kind: string;
      readonly events: number;
      readonly finding: {
        readonly damage: Damage;
        readonly stream: string;
        readonly kind: string;
        readonly version: number;
        readonly detail: string;
      } | null;
    };
  };
  /** Who looked at whom, for which purpose; newest first */
  'GET /api/log/reads': {
    readonly query?: {
      readonly hall?: string | undefined;
      readonly by?: string | undefined;
      readonly purpose?: 'identify_at_window' | 'fill_form' | 'contact_applicant' | 'correct_record' | 'examine_case' | undefined;
      readonly person?: string | undefined;
      readonly from?: string | undefined;
      readonly to?: string | undefined;
      readonly before?: string | undefined;
      readonly limit?: number | undefined;
    };
    readonly answer: {
      readonly reads: readonly {
        readonly id: string;
        readonly personId: string;
        readonly staffNo: string;
        readonly ticket: string;
        readonly hallId: string;
        readonly purpose: 'identify_at_window' | 'fill_form' | 'contact_applicant' | 'correct_record' | 'examine_case';
        readonly readAt: string;
      }[];
      readonly labels: Labels;
      readonly next: string | null;
    };
  };
  /** The daily seals, each with its verdict; newest first */
  'GET /api/log/seals': {
    readonly query?: { readonly before?: string | undefined; readonly limit?: number | undefined };
    readonly answer: {
      readonly seals: readonly {
        readonly day: string;
        readonly heads: number;
        readonly root: string;
        readonly keyId: string;
        readonly createdAt: string;
        readonly verdict: 'fits' | 'not_ours' | 'not_following' | 'broken' | 'file_only';
        readonly finding: {
          readonly damage: Damage;
          readonly stream: string;
          readonly kind: string;
          readonly version: number;
          readonly detail: string;
        } | null;
      }[];
      readonly next: string | null;
    };
  };
  /** Does this installation wait for its first administrator? */
  'GET /api/setup': { readonly answer: { readonly needed: boolean } };
  /** Make the realm and its first administrator; works once */
  'POST /api/setup': {
    readonly json: {
      readonly code: string;
      readonly realm: { readonly name: string; readonly nameEn?: string | null | undefined; readonly timeZone: string };
      readonly administrator: { readonly staffNo: string; readonly name: string; readonly password: string };
    };
    readonly answer: Done;
  };
  /** Is this the code that the server printed? */
  'POST /api/setup/check': { readonly json: { readonly code: string }; readonly answer: Done };
}

export interface HallApi {
  /** A screen asks for a code to show */
  'POST /api/pairing': {
    readonly answer: { readonly code: string; readonly pollToken: string; readonly expiresAt: string; readonly demo: boolean };
  };
  /** Has somebody typed the code? Sets the cookie of the device when they have */
  'GET /api/pairing/:pollToken': {
    readonly param: { readonly pollToken: string };
    readonly answer: { readonly state: 'waiting' } | { readonly state: 'paired'; readonly kind: 'kiosk' | 'board' | 'pad' };
  };
  /** What this screen is */
  'GET /api/device': {
    readonly answer: {
      readonly id: string;
      readonly kind: 'kiosk' | 'board' | 'pad';
      readonly hallId: string;
      readonly name: string;
      readonly windowId: string | null;
      readonly template: 'hall' | 'zone' | 'window';
      readonly zone: string | null;
      readonly demo: boolean;
      readonly portalUrl: string;
    };
  };
  /** Take a number */
  'POST /api/tickets': {
    readonly json: {
      readonly seriesId: string;
      readonly itemId?: string | null | undefined;
      /** Several matters in their order, instead of `itemId` */
      readonly itemIds?: readonly string[] | undefined;
      readonly priority?: PriorityReason | null | undefined;
    };
    readonly answer: {
      readonly ticket: {
        readonly number: string;
        readonly seriesId: string;
        readonly seriesName: Name;
        readonly itemName: string | null;
        /** All matters; the first of them is `itemName` */
        readonly itemNames: readonly string[];
        readonly place: Name | null;
        readonly ahead: number;
        readonly waitMinutes: number | null;
        readonly takenAt: string;
        readonly url: string;
      };
    };
  };
  /** Queue a missed number again, once, with the same number */
  'POST /api/tickets/rejoin': {
    readonly json: { readonly number: string };
    readonly answer: {
      readonly ticket: {
        readonly number: string;
        readonly seriesId: string;
        readonly seriesName: Name;
        readonly itemName: string | null;
        /** All matters; the first of them is `itemName` */
        readonly itemNames: readonly string[];
        readonly place: Name | null;
        readonly ahead: number;
        readonly waitMinutes: number | null;
        readonly takenAt: string;
      };
    };
  };
  /** What this screen shows and spoke */
  'POST /api/screen': {
    readonly json: { readonly shownSeq: number; readonly spokenSeq: number; readonly sound: 'on' | 'pack' | 'own' | 'off' };
    readonly answer: {
      readonly ok: true;
      readonly board: BoardRow;
      /** Another than in the first answer: load the page anew when nobody is at it */
      readonly reloadAt: string | null;
    };
  };
  /** Take a number for a case of before: to collect its result, to bring what was missing */
  'POST /api/tickets/case': {
    readonly json: { readonly code: string; readonly priority?: PriorityReason | null | undefined };
    readonly answer: {
      readonly ticket: {
        readonly number: string;
        readonly seriesId: string;
        readonly seriesName: Name;
        readonly itemName: string | null;
        /** All matters; the first of them is `itemName` */
        readonly itemNames: readonly string[];
        readonly place: Name | null;
        readonly ahead: number;
        readonly waitMinutes: number | null;
        readonly takenAt: string;
        readonly url: string;
      };
    };
  };
  /** Ask a person to come to this kiosk, or say that nobody is needed any more */
  'POST /api/help': {
    readonly json: { readonly action: 'ask' | 'withdraw' };
    readonly answer: { readonly help: { readonly id: string; readonly state: 'ASKED' | 'COMING' | 'ENDED' } | null };
  };
  /** Check a booking in by its code, or by the ID card of who is booked */
  'POST /api/bookings/check-in': {
    readonly json: { readonly code: string } | { readonly idNo: string };
    readonly answer: {
      readonly ticket: {
        readonly number: string;
        readonly seriesId: string;
        readonly seriesName: Name;
        readonly itemName: string | null;
        /** All matters; the first of them is `itemName` */
        readonly itemNames: readonly string[];
        readonly place: Name | null;
        readonly ahead: number;
        readonly waitMinutes: number | null;
        readonly takenAt: string;
        readonly url: string;
      };
    };
  };
  /** Rate the visit that was finished at the window of this pad */
  'POST /api/ratings': {
    readonly json: {
      readonly level: 5 | 4 | 3 | 2 | 1;
      readonly tags?: readonly string[] | undefined;
      readonly text?: string | undefined;
      readonly tookMs?: number | null | undefined;
      readonly ticketId: string;
    };
    readonly answer: Done;
  };
  /** What is to be signed at the window of this pad now, in words */
  'GET /api/signature': {
    readonly answer: {
      readonly signature: {
        readonly id: string;
        readonly action: 'deliver' | 'serve';
        readonly caseNo: string;
        readonly itemName: string;
        /** What is handed over, as the proof of service names it */
        readonly document: string;
        /** Masked: who takes it, the applicant or whoever is on record for them */
        readonly recipient: string | null;
        /** Somebody else takes it for the applicant */
        readonly agent: boolean;
        readonly date: string;
        readonly until: string;
      } | null;
    };
  };
  /** Sign on the pad of this window, or say that one would rather not sign here */
  'POST /api/signature': {
    readonly json:
      | {
          readonly answer: 'sign';
          readonly requestId: string;
          /** Each stroke as x, y, x, y … in whole units of a field of 1000 × 360 */
          readonly strokes: readonly (readonly number[])[];
        }
      | { readonly answer: 'decline'; readonly requestId: string };
    readonly answer: { readonly state: 'SIGNED' | 'DECLINED' };
  };
  /** Find a service item by name, pinyin, initials or everyday words */
  'GET /api/items': {
    readonly query: { readonly q: string; readonly hallId?: string | undefined };
    readonly answer: {
      readonly items: readonly {
        readonly id: string;
        readonly name: string;
        readonly department: string;
        /** The queue that takes it; null = not registered, ask at the service desk */
        readonly seriesId: string | null;
        /** incomplete = name, code, type and department are known and nothing else */
        readonly state: 'incomplete' | 'in_use' | 'suspended' | 'cancelled';
      }[];
    };
  };
  /** What is known of a service item, and what is missing */
  'GET /api/items/:id': {
    readonly param: { readonly id: string };
    readonly answer: {
      readonly id: string;
      readonly name: string;
      readonly department: string;
      /** The queue that takes it; null = not registered, ask at the service desk */
      readonly seriesId: string | null;
      /** incomplete = name, code, type and department are known and nothing else */
      readonly state: 'incomplete' | 'in_use' | 'suspended' | 'cancelled';
      /** The publisher's own code */
      readonly code: string;
      /** National basic code, 12 digits, where it can be read from the own code */
      readonly catalogCode: string | null;
      readonly type: string;
      readonly typeCode: '10' | '20' | '01' | '02' | '03' | '04' | '05' | '06' | '07' | '08' | '09';
      readonly theme: string | null;
      readonly area: string;
      /** What nobody has filled in and checked */
      readonly missing: readonly ('materials' | 'time' | 'fee' | 'visits' | 'law')[];
      /** The newest published version; null = nothing but the directory entry */
      readonly version: {
        readonly caseKind: 'INSTANT' | 'PROMISE';
        readonly taskType: '10' | '20' | '01' | '02' | '03' | '04' | '05' | '06' | '07' | '08' | '09';
        readonly legal: {
          readonly amount: number;
          readonly unit: 'working_day' | 'natural_day' | 'working_hour' | 'hour' | 'minute';
        } | null;
        /** null = while one waits */
        readonly promise: {
          readonly amount: number;
          readonly unit: 'working_day' | 'natural_day' | 'working_hour' | 'hour' | 'minute';
        } | null;
        readonly visits: { readonly least: number; readonly most: number };
        readonly fees: readonly {
          readonly fen: number;
          /** Question → answers under which it holds */
          readonly when?: Readonly<Record<string, readonly string[]>>;
        }[];
        readonly result: {
          readonly name: string;
          readonly kind: 'certificate' | 'document';
          /** How long a certificate counts; without it, for good */
          readonly validity?: { readonly amount: number; readonly unit: 'year' | 'month' | 'day' };
        } | null;
        readonly scope: 'city' | 'province' | 'provinces' | 'national' | 'national_online' | null;
        readonly procedures: readonly (
          | 'site_visit'
          | 'means_check'
          | 'public_notice'
          | 'file_check'
          | 'appraisal'
          | 'test'
          | 'later_check'
        )[];
        /** Departments that give an opinion of their own beside the one that decides */
        readonly assists?: readonly string[];
        readonly questions: readonly {
          readonly id: string;
          readonly text: string;
          readonly options: readonly { readonly id: string; readonly text: string }[];
        }[];
        readonly materials: readonly {
          readonly code: string;
          readonly need: 'required' | 'deferrable';
          /** shared = from another office, nothing to bring; commitment = a written promise; here = made at the window */
          readonly from: 'self' | 'shared' | 'commitment' | 'here';
          /** Question → answers under which it holds */
          readonly when?: Readonly<Record<string, readonly string[]>>;
          readonly name: string;
        }[];
        /** By what a supplement that never comes counts as giving up */
        readonly lapseBasis?: string;
        /** Where one may complain of a refusal */
        readonly remedies?: string;
        readonly id: string;
        readonly version: number;
        /** Written as an example, never checked by the department */
        readonly sample: boolean;
        readonly publishedAt: string;
      } | null;
      readonly places: readonly { readonly hallId: string; readonly seriesId: string }[];
    };
  };
}
