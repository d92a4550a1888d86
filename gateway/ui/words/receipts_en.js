// The words of receipts, in English.

/** @type {Record<string, string>} */
export const receiptsEn = {
  receipts: "My receipts",
  receipts_none:
    "Every answer to a bid of yours comes with a signed receipt. It is checked and kept here, in this browser.",
  receipts_count: "Here: {n}. Checked by this page: {checked}.",
  receipts_wrong: "Not checking out: {n}!",
  receipts_key_first: "Key {id} of {name}, first seen here on {time}.",
  receipts_key_announced: "Key {id} of {name}, announced in the journal and heard here on {time}.",
  receipts_key_accepted: "Key {id} of {name}, compared by you on {time}.",
  receipts_save: "Save my receipts",
  receipts_older: "Older ones: {n}. The file has them all.",
  receipts_unstored: "Only in this tab, and gone with it: {n}. Save the file now.",
  receipts_full:
    "This browser keeps {limit} receipts of a paddle, and that many are here. Save the file; then you can make room.",
  receipts_forget: "Remove these from the browser",
  receipts_forget_title: "Remove these receipts?",
  receipts_forget_text:
    "They were saved in a file. Open it once and see that it is whole: this browser will not have them any more.",
  receipts_how: "How to check them without this page",
  receipts_how_text:
    "A receipt binds the house to its answer: the signature covers the whole journal up to then, and the proof shows that this answer stands in it. Compare the key below with the one that the exchange has made public; then check the saved file with the house's program, or with any other that follows the open format of the journal.",
  receipts_here: "Receipts in this browser",
  receipts_here_text: "They stay here and can be saved, also without a link.",
  receipts_here_of: "{session}, paddle {paddle}",

  receipt_show: "Show my receipts",
  receipt_checking: "Checking the receipt",
  receipt_checked: "Receipt checked",
  receipt_kept: "Receipt kept",
  receipt_false: "Receipt does NOT check out",
  receipt_said: "Lot {lot} · {said}",
  said_accepted: "Accepted",
  said_refused: "Refused",
  refused_code: "Refused with number {code}.",
  number: "No. {seq}",

  receipt_why_no_crypto:
    "They are kept, but not checked here: this page did not come over a secure line (https), so the browser checks no signatures. Save the file and check it as written below.",
  receipt_why_no_ed25519:
    "They are kept, but not checked here: this browser is too old for this kind of signature (Ed25519). Save the file and check it as written below.",
  receipt_why_unproven: "The signature is good; the proof has not come yet.",
  receipt_why_sealed:
    "Signature and place are good. The entry holds what is secret to another, so the rest is shown by the journal.",
  receipt_why_key_awaited: "Signed with the new key, which you have not compared yet.",
  receipt_why_origin: "It is of another journal.",
  receipt_why_key: "It is signed with a key that is not the house's.",
  receipt_why_signature: "The signature is not the house's.",
  receipt_why_proof: "The proof does not lead to the signed head.",
  receipt_why_leaf: "The entry in it is not the one that was signed.",
  receipt_why_entry: "The entry in it cannot be read.",
  receipt_why_seq: "It states another number than the entry in it.",
  receipt_why_at: "It states another time than the entry in it.",
  receipt_why_bid: "It states another bid than the entry in it.",
  receipt_why_verdict: "It states another answer than the entry in it.",
  receipt_why_told: "The house had answered otherwise.",
  receipt_why_asked: "It is for another bid.",
  receipt_why_form: "It is malformed.",

  alarm_false_title: "A receipt does not check out",
  alarm_false: "Lot {lot}, number {seq}: {why}",
  alarm_fork_title: "Two histories were told",
  alarm_fork_root:
    "The receipts with the numbers {one} and {other} are of one journal of {number} entries, and its roots differ. There can be only one: this proves that two journals were shown.",
  alarm_fork_leaf:
    "Two receipts name different entries as number {number}. There can be only one: this proves that two journals were shown.",
  alarm_fork_unchecked:
    "Whether both are signed by the house could not be checked here: the auditor can.",
  alarm_what_to_do:
    "It is kept here. Save the file and give it to the auditor; do not clear the data of this browser.",
  alarm_show: "Show",
  alarm_key_title: "The house signs with another key",
  alarm_key:
    "Until now it was {old}; now it is {now}, and no announcement was heard here. Compare the new one with what the exchange has made public. You can go on bidding; its receipts are kept, but not trusted until then.",
  alarm_key_accept: "I compared it: trust this key",
  alarm_key_accept_title: "Trust the new key?",
  alarm_key_accept_text:
    "Only if you have it from the exchange by another way than this page: on paper, by telephone, on its public notice.",
};
