"use server";
import { redirect } from "next/navigation";
import { z } from "zod";
import {
  checkPassword,
  confirmSignUp,
  enterAccount,
  joinAccount,
  joinAsNewPerson,
  requestReset,
  resetPassword,
  signUp,
} from "@/lib/accounts";
import {
  AccountId,
  ForgotForm,
  LinkToken,
  NewPassword,
  PersonName,
  ResetForm,
  SignInForm,
  SignUpForm,
} from "@/lib/accounts/schema";
import { personAction, publicAction } from "@/lib/web/action";
import { paths, safeNext } from "@/lib/web/paths";
import { beginSession, currentDevice, leaveSession } from "@/lib/web/session";
import { visitorLocale } from "@/lib/web/visitor";

export const askForAccount = publicAction(SignUpForm, async (input) => {
  const { network } = await currentDevice();
  await signUp(input, await visitorLocale(), network);
  return input.email.address;
});

export const signIn = publicAction(SignInForm, async ({ email, password, next }) => {
  const { network } = await currentDevice();
  await beginSession("member", await checkPassword(email, password, network));
  // By way of the sign-in page, which says so if the browser did not keep the cookie.
  redirect(paths.signedIn(safeNext(next)));
});

export const signOut = publicAction(z.object({}), async () => {
  await leaveSession("member");
  redirect(paths.signIn());
});

export const askForReset = publicAction(ForgotForm, async ({ email }) => {
  const { network } = await currentDevice();
  await requestReset(email, network);
});

export const confirm = publicAction(LinkToken, async ({ token }) => {
  await beginSession("member", await confirmSignUp(token));
  redirect(paths.overview());
});

export const chooseSecret = publicAction(ResetForm, async ({ token, password }) => {
  await beginSession("member", await resetPassword(token, password));
  redirect(paths.overview());
});

export const joinNew = publicAction(
  LinkToken.extend({ name: PersonName, password: NewPassword }),
  async ({ token, name, password }) => {
    await beginSession("member", await joinAsNewPerson(token, { name, password, locale: await visitorLocale() }));
    redirect(paths.overview());
  },
);

export const joinAsMyself = personAction(LinkToken, async ({ user }, { token }) => {
  await joinAccount(token, user.id);
  redirect(paths.overview());
});

export const enter = personAction(AccountId, async ({ id, user }, { accountId }) => {
  await enterAccount(user.id, id, accountId);
  redirect(paths.overview());
});
